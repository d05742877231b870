namespace Gan.Data.Tests.Files;

public sealed class CifarReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_missing_file_is_named()
    {
        foreach (var i in new[] { 1, 2, 4, 5 })
        {
            folder.Write($"data_batch_{i}.bin", new byte[3073]);
        }

        FluentActions
            .Invoking(() => Cifar10.Load(folder.Path))
            .Should()
            .Throw<FileNotFoundException>()
            .WithMessage($"CIFAR-10: expected data_batch_3.bin in {folder.Path}, but found no such file. *");
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
        var path = folder.Write("test_batch.bin", new byte[length]);
        FluentActions
            .Invoking(() => Cifar10.Load(folder.Path, train: false))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage($"{path}: {message}");
    }

    [Fact]
    public void A_label_out_of_range_is_refused_with_its_record()
    {
        var bytes = new byte[2 * 3073];
        bytes[3073] = 10;
        folder.Write("test_batch.bin", bytes);
        FluentActions
            .Invoking(() => Cifar10.Load(folder.Path, train: false))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage("*expected labels from 0 to 9, but found label 10 in record 1. *");
    }
}
