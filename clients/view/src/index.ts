export { highlight, type Kind, type Piece } from './highlight'
export { drawFlow, excerpts, placeOf, type Excerpt, type FlowOptions, type FlowStep, type FlowView } from './flow'
