// Names, directories and IDs: what Linux answered.

import { NAMING_RECORDED } from './naming-recorded.testing.ts'
import { testRecorded } from './recorded.testing.ts'

testRecorded(NAMING_RECORDED)
