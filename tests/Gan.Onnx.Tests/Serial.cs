// New networks draw their weights from libtorch's shared stream, which tests side by side would take from each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
