using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gan.Metrics.Tests.Fixtures;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Distances;

public sealed class DistortionTests
{
    private static readonly ScikitImage[] Cases = Read();

    public static TheoryData<int> Indices => new(Enumerable.Range(0, Cases.Length));

    [Theory, MemberData(nameof(Indices))]
    public void Scikit_image_finds_the_same_similarity_and_the_same_noise_ratio(int index)
    {
        using var _ = NewDisposeScope();
        var known = Cases[index];
        var (first, second) = NumPy.Pair(known.Shape);
        Agree(Distortion.Ssim(second, first), known.Ssim);
        Agree(Distortion.Psnr(second, first), known.Psnr);
        Agree(Distortion.Psnr(second, first, border: 2), known.PsnrWithoutBorder);
    }

    [Theory]
    [InlineData(0.2, 20)] // 10 log₁₀ (4 / 0.04)
    [InlineData(2, 0)]
    [InlineData(0.02, 40)]
    public void A_constant_error_has_the_noise_ratio_of_the_closed_form(double error, double decibels)
    {
        using var _ = NewDisposeScope();
        var target = full([2, 3, 5, 4], -1, ScalarType.Float64);
        var made = target + error;
        Distortion.Psnr(made, target).data<double>().ToArray().Should().OnlyContain(d => Math.Abs(d - decibels) < 1e-9);
        Distortion.L1(made, target).data<double>().ToArray().Should().OnlyContain(d => Math.Abs(d - error) < 1e-12);
    }

    [Fact]
    public void Equal_images_have_no_distortion()
    {
        using var _ = NewDisposeScope();
        var (image, _) = NumPy.Pair([2, 3, 23, 40]);
        Distortion.Psnr(image, image).isposinf().all().item<bool>().Should().BeTrue();
        Distortion.L1(image, image).sum().ToDouble().Should().Be(0);
        Distortion.Ssim(image, image).data<double>().ToArray().Should().OnlyContain(s => Math.Abs(s - 1) < 1e-12);
    }

    [Fact]
    public void An_error_of_the_border_is_left_out_where_that_is_asked_for()
    {
        using var _ = NewDisposeScope();
        var target = zeros(1, 1, 8, 8);
        var made = target.clone();
        made.narrow(2, 0, 1).fill_(1);
        made[0, 0, 3, 3] = 0.5;
        Distortion
            .Psnr(made, target, border: 1)[0]
            .ToDouble()
            .Should()
            .BeApproximately(10 * Math.Log10(4 / (0.25 / 36)), 1e-6);
    }

    [Fact]
    public void Many_images_are_measured_one_by_one()
    {
        using var _ = NewDisposeScope();
        using var random = new Generator(1);
        var target = rand([300, 1, 12, 12], generator: random) * 2 - 1;
        var made = target + (arange(300).reshape(300, 1, 1, 1).remainder(7) * 0.05);
        var psnr = Distortion.Psnr(made, target);
        psnr.shape.Should().Equal(300);
        psnr[290].ToDouble().Should().BeApproximately(10 * Math.Log10(4 / (0.15 * 0.15)), 1e-3);
        Distortion
            .Ssim(made, target)[290]
            .ToDouble()
            .Should()
            .Be(Distortion.Ssim(made.narrow(0, 290, 1), target.narrow(0, 290, 1))[0].ToDouble());
    }

    [Fact]
    public void What_cannot_be_measured_is_told()
    {
        using var _ = NewDisposeScope();
        var image = zeros(1, 1, 8, 12);
        Refuses(() => Distortion.Psnr(image, zeros(1, 1, 8, 8)), "*of one shape*[1, 1, 8, 12] and [1, 1, 8, 8]*");
        Refuses(
            () => Distortion.Psnr(image, image, border: 4),
            "*A border of 4 pixels leaves nothing of images of 8 × 12*"
        );
        Refuses(() => Distortion.Psnr(image, image, border: -1), "*A border of -1 pixels*");
        Refuses(() => Distortion.Ssim(image, image), "*must be at least 11, but was 8*");
        FluentActions.Invoking(() => Distortion.L1(null!, image)).Should().Throw<ArgumentNullException>();
    }

    private static void Refuses(Func<Tensor> measure, string message) =>
        FluentActions.Invoking(measure).Should().Throw<ArgumentException>().WithMessage(message);

    private static void Agree(Tensor found, double[] known)
    {
        var values = found.data<double>().ToArray();
        values.Should().HaveSameCount(known);
        foreach (var (value, witness) in values.Zip(known))
        {
            value.ShouldAgree(witness);
        }
    }

    private static ScikitImage[] Read()
    {
        using var stream = typeof(DistortionTests).Assembly.GetManifestResourceStream("ssim.json")!;
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        return JsonSerializer.Deserialize<ScikitImage[]>(stream, options)!;
    }

    /// <summary>What scikit-image computed; see Fixtures/make_ssim.py.</summary>
    private sealed record ScikitImage(long[] Shape, double[] Ssim, double[] Psnr, double[] PsnrWithoutBorder);
}
