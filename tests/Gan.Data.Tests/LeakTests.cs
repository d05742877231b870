using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests;

/// <summary>Counts the live tensors of the whole process, so nothing may run beside it.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public class AloneCollection;

[Collection("alone")]
public class LeakTests
{
    [Fact]
    public void Batches_that_are_disposed_leave_no_tensor_behind()
    {
        using var data = ImageDataset.FromBytes(new byte[400], 1, 2, 2, new long[100]);
        var stream = new BatchStream(data, 10, seed: 1, torch.CPU);
        var before = Tensor.TotalCount;
        for (var position = 0; position < 500; position++)
        {
            stream.Read(position).Dispose();
        }

        // At most, since the collector may free what other tests left.
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
    }

    [Fact]
    public void Batches_of_pairs_that_are_disposed_leave_no_tensor_behind()
    {
        using var images = ImageDataset.FromBytes(new byte[20 * 3 * 16], 3, 4, 4, new long[20]);
        IDataset[] all =
        [
            images.WithInput(new Downscale(2)),
            images.WithInput(new Masked(new FreeFormMask())),
            images.WithInput(new Grey()),
            images.WithInput(new Edges()).WithAugmentation(new RandomFlip()),
            new PairedDataset(images, images).WithAugmentation(new RandomCrop(1)),
            new UnpairedDataset(images, images),
        ];
        foreach (var data in all)
        {
            foreach (var workers in new[] { 0, 2 })
            {
                using var indices = Numbers.Indices(1, 2);
                var before = Tensor.TotalCount;
                using (var stream = new BatchStream(data, 10, seed: 1, torch.CPU, workers: workers))
                {
                    for (var position = 0; position < 20; position++)
                    {
                        stream.Read(position).Dispose();
                        data.Read(indices, torch.CPU).Dispose();
                    }
                }

                Tensor.TotalCount.Should().BeLessThanOrEqualTo(before, "{0} with {1} workers", data.Name, workers);
            }
        }
    }

    [Fact]
    public void Data_sets_that_are_disposed_or_refused_leave_no_tensor_behind()
    {
        using var folder = new TemporaryFolder();
        var good = folder.Write("good", Idx.Images(3));
        var labels = folder.Write("labels", Idx.Labels(1, 2));
        var truncated = folder.Write("truncated.gz", Idx.Gzip(Idx.Images(3)[..^1]));
        var before = Tensor.TotalCount;
        for (var i = 0; i < 20; i++)
        {
            IdxFile.Load(good).Dispose();
            GaussianMixture.Ring(count: 10).Dispose();
            FluentActions.Invoking(() => IdxFile.Load(truncated)).Should().Throw<DataFormatException>();
            FluentActions.Invoking(() => IdxFile.Load(good, labels)).Should().Throw<DataFormatException>();
            FluentActions.Invoking(() => ArrayDataset.Table([1, 2], 1, [0, -1])).Should().Throw<ArgumentException>();
        }

        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
    }
}
