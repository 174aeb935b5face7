export type { FilePicture, MappingPicture, PageRun, Picture, ProcessPicture } from './playing/picture.ts'
export {
  type Landmark,
  type Played,
  type PlayedStep,
  type Problem,
  playScenario,
  playText,
} from './playing/played.ts'
