using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Datasets;

public sealed class Cifar10Tests : IDisposable
{
    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_training_files_are_joined_in_order()
    {
        using ImageDataset data = Cifar10.Load(Path.Combine(Fixtures, "cifar-10-batches-bin"));
        (data.Count, data.Classes, data.Name).Should().Be((10, 10, "CIFAR-10 (train)"));
        data.SampleShape.Should().Equal(3, 32, 32);
        data.Labels!.Longs().Should().Equal(0, 9, 2, 7, 4, 5, 6, 3, 8, 1);
        data.Pixels.Bytes().Should().Equal(Enumerable.Range(0, 10).SelectMany(Record));
    }

    [Fact]
    public void The_folder_above_serves_as_well_and_the_test_file_is_apart()
    {
        using ImageDataset data = Cifar10.Load(Fixtures, train: false);
        data.Labels!.Longs().Should().Equal(3);
        data.Pixels.Bytes().Should().Equal(Record(100));
    }

    [Fact]
    public void A_batch_lies_between_minus_one_and_one()
    {
        using ImageDataset data = Cifar10.Load(Fixtures);
        using Tensor indices = Numbers.Indices(4);
        using Batch batch = data.Read(indices, CPU);
        batch.Samples.Floats().Should().Equal(Record(4).Select(value => (value / 127.5f) - 1));
    }

    [Fact]
    public void Every_class_has_a_name() =>
        Cifar10.ClassNames.Should().HaveCount(10).And.OnlyHaveUniqueItems().And.HaveElementAt(3, "cat");

    [Fact]
    public void A_missing_file_is_named()
    {
        foreach (int i in new[] { 1, 2, 4, 5 })
        {
            _folder.Write($"data_batch_{i}.bin", new byte[3073]);
        }

        FluentActions
            .Invoking(() => Cifar10.Load(_folder.Path))
            .Should()
            .Throw<FileNotFoundException>()
            .WithMessage($"CIFAR-10: expected data_batch_3.bin in {_folder.Path}, but found no such file. *");
        FluentActions
            .Invoking(() => Cifar10.Load("nowhere"))
            .Should()
            .Throw<FileNotFoundException>()
            .WithMessage("*expected data_batch_1.bin in nowhere, but found no such folder. *");
    }

    [Theory]
    [InlineData(0, "expected records of 3073 bytes each, but found an empty file. *")]
    [InlineData(3072, "expected records of 3073 bytes each, but found 3072 bytes, which leave 3072 over. *")]
    [InlineData(3074, "expected records of 3073 bytes each, but found 3074 bytes, which leave 1 over. *")]
    public void A_wrong_length_is_refused(int length, string message)
    {
        string path = _folder.Write("test_batch.bin", new byte[length]);
        FluentActions
            .Invoking(() => Cifar10.Load(_folder.Path, train: false))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage($"{path}: {message}");
    }

    [Fact]
    public void A_label_out_of_range_is_refused_with_its_record()
    {
        var bytes = new byte[2 * 3073];
        bytes[3073] = 10;
        _folder.Write("test_batch.bin", bytes);
        FluentActions
            .Invoking(() => Cifar10.Load(_folder.Path, train: false))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*expected labels from 0 to 9, but found label 10 in record 1. *");
    }

    /// <summary>The closed form that the fixtures' script used.</summary>
    internal static IEnumerable<byte> Record(int record) =>
        from plane in Enumerable.Range(0, 3)
        from row in Enumerable.Range(0, 32)
        from column in Enumerable.Range(0, 32)
        select (byte)((record * 7) + (plane * 50) + (row * 3) + column);
}
