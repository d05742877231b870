// Live tensors and libtorch's shared random stream are counted and seeded for the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
