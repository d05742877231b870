using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Features;

public class TorchScriptFeaturesTests
{
    // Fixtures/make_scripted.py
    private const string Hash = "6242107ffd8839342c0479bf862b784a95398e70b1bf75eb7e0ad1fe062dfe2a";

    private static readonly string Network = Path.Combine(AppContext.BaseDirectory, "Fixtures", "features.pt");

    public static TheoryData<ImagePreparation, string, float[]> Prepared =>
        new()
        {
            {
                new(),
                "grey to RGB",
                [-36.757889f, -27.410522f, -18.063154f, -8.715785f, 75.41053f, 84.757896f, 94.105263f, 103.452629f]
            },
            {
                new() { Side = 3 },
                "3x3 bilinear, grey to RGB",
                [-35.2f, -22.736837f, -10.273679f, 76.968422f, 89.43158f, 101.894737f]
            },
            {
                new()
                {
                    Side = 3,
                    Filter = InterpolationMode.Bicubic,
                    GreyToRgb = false,
                },
                "3x3 bicubic",
                [-35.578663f, -22.736841f, -9.895036f, 76.58979f, 89.431587f, 102.273438f]
            },
            {
                new() { Bytes = true },
                "bytes, grey to RGB",
                [9474, 10667.25f, 11833, 13028.75f, 23765.5f, 24961.25f, 26151.75f, 27345]
            },
        };

    [Theory, MemberData(nameof(Prepared))]
    public void PyTorch_finds_the_same_features_under_each_preparation(
        ImagePreparation preparation,
        string resize,
        float[] expected
    )
    {
        using var _ = NewDisposeScope();
        using var features = new TorchScriptFeatures(Network, preparation, Hash.ToUpperInvariant());
        (features.Name, features.Hash, features.Resize).Should().Be(("features.pt", Hash, resize));
        var found = features.Extract(linspace(-1, 1, 96).reshape(2, 3, 4, 4));
        found.shape[0].Should().Be(2);
        foreach (var (value, witness) in found.data<float>().ToArray().Zip(expected))
        {
            value.Should().BeApproximately(witness, 1e-4f);
        }
    }

    [Fact]
    public void Grey_images_are_repeated()
    {
        using var _ = NewDisposeScope();
        using var features = new TorchScriptFeatures(Network, new());
        var grey = linspace(-1, 1, 16).reshape(1, 1, 4, 4);
        (features.Extract(grey) - features.Extract(grey.repeat(1, 3, 1, 1))).abs().max().ToDouble().Should().Be(0);
    }

    [Fact]
    public void Another_file_than_the_expected_is_refused_before_it_is_loaded() =>
        FluentActions
            .Invoking(() => new TorchScriptFeatures(Network, new(), "abc"))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage($"*must have the SHA-256 abc, but has {Hash}: it is another network, or damaged.");

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        FluentActions
            .Invoking(() => new TorchScriptFeatures("none.pt", new()))
            .Should()
            .Throw<FileNotFoundException>()
            .WithMessage("There is no TorchScript file at none.pt.");
}
