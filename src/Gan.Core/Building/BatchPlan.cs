using Gan.Data;
using static TorchSharp.torch;

namespace Gan;

/// <summary>The batches that settings ask for.</summary>
internal static class BatchPlan
{
    extension(GanSettings settings)
    {
        /// <summary>The run of batches: a function of the seed and of how the data set grows.</summary>
        internal BatchStream Batches(IDataset data, Device device)
        {
            var training = settings.Training;
            var updates = training.Steps * settings.CriticSteps + training.DiscriminatorWarmUp;
            Func<long, long>? growing = training.DataGrowth is { } growth
                ? position => growth.Count(position / (double)updates, settings.DataCount, training.BatchSize)
                : null;
            return new(data, training.BatchSize, training.Seed, device, growing, training.DataWorkers);
        }
    }
}
