using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests;

/// <summary>What a data set of one's own says where it says nothing.</summary>
public sealed class IDatasetTests
{
    private sealed class Own : IDataset
    {
        public string Name => "own";

        public long Count => 3;

        public IReadOnlyList<long> SampleShape => [2];

        public ConditionSpec Condition => ConditionSpec.None;

        public Batch Read(Tensor indices, Device device) => new(zeros(indices.shape[0], 2), condition: null);

        public void Dispose() { }
    }

    [Fact]
    public void Its_samples_are_shown_have_no_known_parts_and_are_the_same_at_every_place()
    {
        using IDataset own = new Own();
        (own.IsHidden, own.Unit, own.InputShape, own.ClassCounts).Should().Be((false, "samples", null, null));
        own.Spans.Should().BeEmpty();
        using var indices = arange(3, dtype: ScalarType.Int64);
        using var batch = own.Read(indices, CPU, new BatchPlace(1, 2, 3));
        batch.Samples.shape.Should().Equal(3, 2);
    }
}
