namespace Gan.Data.Tests.Datasets;

public class FashionMnistTests
{
    private const string Variable = "GAN_FASHION_MNIST";

    [Fact]
    public void A_folder_of_ones_own_is_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("t10k-images-idx3-ubyte.gz", Idx.Gzip(Idx.Images(4, 28, 28)));
        folder.Write("t10k-labels-idx1-ubyte.gz", Idx.Gzip(Idx.Labels(0, 1, 2, 9)));
        using var data = FashionMnist.Load(folder.Path, train: false);
        (data.Name, data.Count, data.Classes).Should().Be(("Fashion-MNIST (test)", 4L, 10L));
        data.SampleShape.Should().Equal(1, 28, 28);
    }

    [Fact]
    public void Without_a_folder_the_environment_names_it_or_the_error_says_how()
    {
        using var folder = new TemporaryFolder();
        folder.Write("train-images-idx3-ubyte", Idx.Images(4, 28, 28));
        folder.Write("train-labels-idx1-ubyte", Idx.Labels(0, 1, 2, 9));
        var before = Environment.GetEnvironmentVariable(Variable);
        try
        {
            Environment.SetEnvironmentVariable(Variable, folder.Path);
            FashionMnist.Load().Dispose();
            Environment.SetEnvironmentVariable(Variable, null);
            FluentActions
                .Invoking(() => FashionMnist.Load())
                .Should()
                .Throw<FileNotFoundException>()
                .WithMessage(
                    "Fashion-MNIST: expected the folder of its four files, but none is named. Pass the "
                        + "folder that holds the four files, or name it in the environment variable GAN_FASHION_MNIST."
                );
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, before);
        }
    }

    [FashionMnistFact]
    public void Debians_package_is_a_folder_with_6_000_articles_of_each_class()
    {
        using var data = FashionMnist.Load(Witness.FashionMnist);
        (data.Count, data.Classes).Should().Be((60_000L, 10L));
        data.SampleShape.Should().Equal(1, 28, 28);
        data.Labels!.Longs().CountBy(label => label).Should().AllSatisfy(count => count.Value.Should().Be(6_000));
    }

    [Fact]
    public void A_folder_without_the_files_is_named()
    {
        using var folder = new TemporaryFolder();
        FluentActions
            .Invoking(() => FashionMnist.Load(folder.Path))
            .Should()
            .Throw<FileNotFoundException>()
            .WithMessage(
                $"Fashion-MNIST: expected train-images-idx3-ubyte or train-images-idx3-ubyte.gz in {folder.Path}, "
                    + "but found no such file. Pass the folder that holds the four files, "
                    + "or name it in the environment variable GAN_FASHION_MNIST."
            );
    }
}
