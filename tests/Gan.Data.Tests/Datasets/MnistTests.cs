using static TorchSharp.torch;

namespace Gan.Data.Tests.Datasets;

public class MnistTests
{
    [Fact]
    public void Ten_thousand_digits_are_embedded()
    {
        using var digits = Mnist.Embedded();
        (digits.Count, digits.Classes).Should().Be((10_000L, 10L));
        digits.SampleShape.Should().Equal(1, 28, 28);
        digits.Pixels.dtype.Should().Be(ScalarType.Byte);
    }

    [Fact]
    public void The_embedded_digits_have_the_class_counts_of_the_first_training_digits()
    {
        using var digits = Mnist.Embedded();
        long[] counts =
        [
            .. digits
                .Labels!.Longs()
                .CountBy(label => label)
                .OrderBy(count => count.Key)
                .Select(count => (long)count.Value),
        ];
        counts.Should().Equal(1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978);
        // The mean pixel of the whole training set is 0.1307.
        digits.Pixels.Bytes().Average(pixel => pixel / 255.0).Should().BeApproximately(0.1307, 0.001);
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte", true, false)]
    [InlineData("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", true, true)]
    [InlineData("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte.gz", false, false)]
    [InlineData("t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte", false, false)]
    public void Files_are_found_by_their_usual_names(string images, string labels, bool train, bool packed)
    {
        using var folder = new TemporaryFolder();
        folder.Write(images, packed ? Idx.Gzip(Idx.Images(3)) : Idx.Images(3));
        folder.Write(labels, Idx.Labels(7, 8, 9));
        using var data = Mnist.Load(folder.Path, train);
        (data.Name, data.Count, data.Classes).Should().Be((train ? "MNIST (train)" : "MNIST (test)", 3L, 10L));
        data.Labels!.Longs().Should().Equal(7, 8, 9);
    }

    [Fact]
    public void A_missing_file_is_named_with_the_folder()
    {
        using var folder = new TemporaryFolder();
        folder.Write("train-images-idx3-ubyte", Idx.Images(3));
        FluentActions
            .Invoking(() => Mnist.Load(folder.Path))
            .Should()
            .Throw<FileNotFoundException>()
            .WithMessage(
                $"MNIST: expected train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz in {folder.Path}, "
                    + "but found no such file. Pass the folder that holds the four files, or use Mnist.Embedded()."
            );
    }

    [Fact]
    public void A_missing_folder_is_told_apart() =>
        FluentActions
            .Invoking(() => Mnist.Load("/no/such/place"))
            .Should()
            .Throw<FileNotFoundException>()
            .WithMessage("*but found no such folder.*");

    [Fact]
    public void A_label_above_nine_is_refused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("train-images-idx3-ubyte", Idx.Images(3));
        var labels = folder.Write("train-labels-idx1-ubyte", Idx.Labels(1, 2, 10));
        FluentActions
            .Invoking(() => Mnist.Load(folder.Path))
            .Should()
            .Throw<DataFormatException>()
            .WithMessage($"{labels}: expected labels from 0 to 9, but found label 10 of sample 2. *");
    }
}
