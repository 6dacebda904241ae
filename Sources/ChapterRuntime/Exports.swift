// What a chapter's code can name without importing anything.
@_exported public import Computation
@_exported public import Embeddings
@_exported public import LinearAlgebra
@_exported public import PaperFigures
@_exported public import Plotting
@_exported public import TextStatistics
