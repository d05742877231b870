using System.Runtime.InteropServices;
using Gan.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Onnx.Tests;

/// <summary>
/// Shipped files beside the GANs that they came from: equal seeds give equal samples. With APPROVE=1 in the environment
/// the files that Gan.Runtime's tests read, and what libtorch makes of the same seeds, are written anew.
/// </summary>
public sealed class ShippedFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-onnx").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private ShippedGan Ship(TrainedGan gan, OnnxOptions? options = null)
    {
        var path = Path.Combine(folder, "g.onnx");
        gan.ExportOnnx(path, options);
        return ShippedGan.Load(path);
    }

    private static void ShouldBe(ShippedSamples found, Tensor expected)
    {
        using var scope = NewDisposeScope();
        tensor(found.Values.ToArray(), expected.shape).sub(expected).abs().max().ToDouble().Should().BeLessThan(1e-5);
    }

    [Theory]
    [InlineData("mlp vectors")]
    [InlineData("dcgan paper transposed")]
    [InlineData("dcgan embedding")]
    [InlineData("stylegan2 labels")]
    [InlineData("biggan labels")]
    public void A_seed_gives_the_samples_that_it_gives_with_libtorch(string name)
    {
        using var gan = Families.Gan(name);
        using var shipped = Ship(gan);
        using var scope = NewDisposeScope();
        shipped.SampleShape.Should().Equal(gan.SampleShape);
        shipped.Classes.Should().Be(gan.Classes);
        shipped.Step.Should().Be(5);
        ShouldBe(shipped.Sample(40, seed: 3), gan.Sample(40, seed: 3));
        ShouldBe(shipped.Sample(4, seed: -9, truncation: 0.6), gan.Sample(4, seed: -9, truncation: 0.6));
        if (gan.Classes > 0)
        {
            ShouldBe(shipped.Sample(3, label: 2, seed: 1), gan.Sample(3, label: 2, seed: 1));
        }
    }

    [Fact]
    public void Conditions_are_named_one_for_each_sample()
    {
        using var gan = Families.Gan("mlp conditions");
        using var shipped = Ship(gan);
        using var scope = NewDisposeScope();
        ShouldBe(
            shipped.Sample(
                [
                    [1, 0, 2],
                    [0, -1, 0.5f],
                ],
                seed: 4
            ),
            gan.Sample(tensor(new[] { 1f, 0, 2, 0, -1, 0.5f }, [2, 3]), seed: 4)
        );
        shipped
            .Invoking(s => s.Sample(2, seed: 4))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("This GAN is conditioned on vectors of 3 numbers.*");
    }

    [Fact]
    public void The_file_says_what_it_is()
    {
        using var gan = Families.Gan("dcgan embedding");
        using var shipped = Ship(gan, new OnnxOptions { ClassNames = ["a", "b \"c\"", "ü"], Licence = "CC0-1.0" });
        shipped.ClassNames.Should().Equal("a", "b \"c\"", "ü");
        shipped.DataSet.Should().Be("none");
        shipped.Metadata["gan.licence"].Should().Be("CC0-1.0");
        shipped.Metadata["gan.networks"].Should().Be("DcganOptions");
        shipped.Metadata["gan.sha256"].Should().MatchRegex("^[0-9a-f]{64}$");
        shipped.Metadata["digital_source_type"].Should().EndWith("trainedAlgorithmicMedia");
        double.Parse(shipped.Metadata["gan.error"], System.Globalization.CultureInfo.InvariantCulture)
            .Should()
            .BeLessThan(1e-5);
    }

    [Theory]
    [InlineData("dcgan-labels", "dcgan embedding")]
    [InlineData("mlp-conditions", "mlp conditions")]
    [InlineData("stylegan2", "stylegan2")]
    public void Files_of_an_earlier_version_are_those_that_are_written_now(string file, string name)
    {
        using var gan = Families.Gan(name);
        using var shipped = Ship(gan);
        using var scope = NewDisposeScope();
        var path = Path.Combine(Fixtures(), $"{file}.onnx");
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            File.Copy(Path.Combine(folder, "g.onnx"), path, overwrite: true);
            var made =
                gan.Condition.Kind == ConditionKind.Vector
                    ? gan.Sample(ones(6, gan.Condition.Width), seed: 11)
                    : gan.Sample(6, seed: 11);
            var values = made.contiguous().data<float>().ToArray();
            File.WriteAllBytes(path.Replace(".onnx", ".f32"), MemoryMarshal.AsBytes<float>(values).ToArray());
        }
        using var earlier = ShippedGan.Load(path);
        earlier.Metadata.Keys.Should().BeSubsetOf(shipped.Metadata.Keys, "a later version reads what an earlier wrote");
        earlier.LatentSize.Should().Be(shipped.LatentSize);
    }

    [Fact]
    public void What_is_no_generator_is_told()
    {
        var path = Path.Combine(folder, "d.onnx");
        using var judge = Families.Judge("mlp");
        judge.ExportOnnx(path);
        FluentActions
            .Invoking(() => ShippedGan.Load(path))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage(
                "'*d.onnx' holds no shipped GAN*: it is a discriminator, and ShippedGan samples from generators."
            );
        var plain = Path.Combine(Fixtures(), "plain.onnx");
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            using var stream = File.OpenRead(path);
            var model = global::Onnx.ModelProto.Parser.ParseFrom(stream);
            model.MetadataProps.Clear();
            File.WriteAllBytes(plain, Google.Protobuf.MessageExtensions.ToByteArray(model));
        }
        FluentActions
            .Invoking(() => ShippedGan.Load(plain))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("*it has no Gan.Net metadata. Write it by ExportOnnx of the package Gan.Onnx.");
    }

    // From the program's folder: a deterministic build in CI replaces the compiler's paths by /_/.
    private static string Fixtures()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gan.Net.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No folder above holds Gan.Net.sln.");
        }
        return Path.Combine(folder.FullName, "tests", "Gan.Runtime.Tests", "Fixtures");
    }
}
