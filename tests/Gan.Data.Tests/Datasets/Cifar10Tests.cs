using static TorchSharp.torch;

namespace Gan.Data.Tests.Datasets;

public sealed class Cifar10Tests : IDisposable
{
    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_training_files_are_joined_in_order()
    {
        using var data = Cifar10.Load(Path.Combine(Fixtures, "cifar-10-batches-bin"));
        (data.Count, data.Classes, data.Name).Should().Be((10, 10, "CIFAR-10 (train)"));
        data.SampleShape.Should().Equal(3, 32, 32);
        data.Labels!.Longs().Should().Equal(0, 9, 2, 7, 4, 5, 6, 3, 8, 1);
        data.Pixels.Bytes().Should().Equal(Enumerable.Range(0, 10).SelectMany(Record));
    }

    [Fact]
    public void The_folder_above_serves_as_well_and_the_test_file_is_apart()
    {
        using var data = Cifar10.Load(Fixtures, train: false);
        data.Labels!.Longs().Should().Equal(3);
        data.Pixels.Bytes().Should().Equal(Record(100));
    }

    [Fact]
    public void A_batch_lies_between_minus_one_and_one()
    {
        using var data = Cifar10.Load(Fixtures);
        using var indices = Numbers.Indices(4);
        using var batch = data.Read(indices, CPU);
        batch.Samples.Floats().Should().Equal(Record(4).Select(value => (value / 127.5f) - 1));
    }

    [Fact]
    public void Every_class_has_a_name() =>
        Cifar10.ClassNames.Should().HaveCount(10).And.OnlyHaveUniqueItems().And.HaveElementAt(3, "cat");

    /// <summary>The closed form that the fixtures' script used.</summary>
    internal static IEnumerable<byte> Record(int record) =>
        from plane in Enumerable.Range(0, 3)
        from row in Enumerable.Range(0, 32)
        from column in Enumerable.Range(0, 32)
        select (byte)((record * 7) + (plane * 50) + (row * 3) + column);
}
