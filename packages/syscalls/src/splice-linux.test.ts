// splice, tee, sendfile and copy_file_range: what Linux answered.

import { testRecorded } from './recorded.testing.ts'
import { SPLICE_RECORDED } from './splice-recorded.testing.ts'

testRecorded(SPLICE_RECORDED)
