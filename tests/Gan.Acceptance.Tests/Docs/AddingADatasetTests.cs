using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Runs what docs/adding-a-dataset.md shows.</summary>
public sealed class AddingADatasetTests
{
    [Fact]
    public void The_pages_data_set_holds_one_class_and_trains()
    {
        using var digits = Mnist.Embedded();
        using var sevens = new OneClass(digits, label: 7);
        sevens.Count.Should().BeInRange(900, 1200);
        using var gan = Tiny.Digits(sevens).Train();
        gan.SampleShape.Should().Equal(1, 28, 28);
    }

    [Fact]
    public void The_pages_arrays_become_data_sets()
    {
        var rows = new float[,]
        {
            { 0, 1 },
            { 1, 0 },
            { 1, 1 },
        };
        using var table = ArrayDataset.Table(rows, labels: [0, 1, 1]);
        var bytes = new byte[10 * 3 * 32 * 32];
        using var images = ImageDataset.FromBytes(bytes, channels: 3, height: 32, width: 32);
        (table.Count, table.Classes, images.Count).Should().Be((3, 2, 10));
    }

    internal static void Files(string folder)
    {
        using var mnist = Mnist.Load(folder);
        using var fashion = FashionMnist.Load(folder);
        using var pixels = NpyFile.Read("faces.npy");
    }
}

/// <summary>The samples of one class of another data set, without labels.</summary>
public sealed class OneClass : IDataset
{
    private readonly IDataset source;
    private readonly Tensor places; // int64 [Count]: where the samples are in the source

    public OneClass(IDataset source, long label)
    {
        this.source = source;
        Name = $"{source.Name}, class {label}";
        using var scope = NewDisposeScope();
        using var all = source.Read(arange(source.Count, dtype: ScalarType.Int64), CPU);
        places = all.Condition!.eq(label).nonzero().flatten().DetachFromDisposeScope();
    }

    public string Name { get; }

    public long Count => places.shape[0];

    public IReadOnlyList<long> SampleShape => source.SampleShape;

    public ConditionSpec Condition => ConditionSpec.None;

    public Batch Read(Tensor indices, Device device)
    {
        using var chosen = places.index_select(0, indices);
        var batch = source.Read(chosen, device);
        batch.Condition?.Dispose();
        return new Batch(batch.Samples, condition: null);
    }

    public void Dispose() => places.Dispose();
}
