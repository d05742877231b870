using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests;

/// <summary>Small data and builders that train in milliseconds.</summary>
internal static class Tiny
{
    internal static IDataset Images(int size = 8, int channels = 1, int count = 32, bool labels = true)
    {
        var random = new Random(1);
        var bytes = new byte[count * channels * size * size];
        random.NextBytes(bytes);
        var classes = labels ? Enumerable.Range(0, count).Select(i => (long)(i % 4)).ToArray() : null;
        return new FakeImages(bytes, [channels, size, size], count, classes);
    }

    internal static GanBuilder Builder(IDataset? data = null) =>
        new GanBuilder()
            .WithData(data ?? Images())
            .WithDcgan(new DcganOptions { FeatureMaps = 4, LatentSize = 8 })
            .WithTraining(new TrainingOptions { Steps = 3, BatchSize = 8 });

    /// <summary>A data set that needs no file.</summary>
    private sealed class FakeImages(byte[] bytes, long[] shape, long count, long[]? labels) : IDataset
    {
        public string Name => "tiny";
        public long Count => count;
        public IReadOnlyList<long> SampleShape => shape;
        public ConditionSpec Condition => labels is null ? default : ConditionSpec.Labels(4);

        public Batch Read(Tensor indices, Device device)
        {
            using var all = tensor(bytes, [count, .. shape]);
            using var picked = all.index_select(0, indices);
            using var classes = labels is null ? null : tensor(labels);
            return new Batch(
                picked.to(ScalarType.Float32, device) / 127.5 - 1.0,
                classes?.index_select(0, indices).to(device)
            );
        }

        public void Dispose() { }
    }
}
