// Numbers of threads and of live tensors belong to the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
