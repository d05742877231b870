using static TorchSharp.torch;

namespace Gan.Data.Tests;

/// <summary>The texts of refused arguments, each through a door that asks for it.</summary>
public class CheckTests
{
    [Fact]
    public void A_bound_and_the_value_are_told()
    {
        Refused(() => GaussianMixture.Ring(modes: 0), "modes must be at least 1, but was 0.*");
        Refused(() => GaussianMixture.Ring(modes: 1_000_001), "modes must be at most 1000000, but was 1000001.*");
        Refused(() => GaussianMixture.Ring(sigma: -1), "sigma must be positive and finite, but was -1.*");
        Refused(() => GaussianMixture.Ring(radius: double.NaN), "radius must be positive and finite, but was NaN.*");
    }

    [Theory]
    [InlineData(0, "Samples of [1, 2, 2] take 4 numbers each, but pixels has 0: the data set is empty.*")]
    [InlineData(3, "Samples of [1, 2, 2] take 4 numbers each, but pixels has 3, which leaves 3 over.*")]
    [InlineData(9, "Samples of [1, 2, 2] take 4 numbers each, but pixels has 9, which leaves 1 over.*")]
    public void Numbers_that_make_no_whole_samples_are_counted(int numbers, string message) =>
        Refused(() => ImageDataset.FromBytes(new byte[numbers], 1, 2, 2), message);

    [Fact]
    public void Sizes_whose_product_overflows_are_refused_as_too_large() =>
        Refused(
            () => ImageDataset.FromBytes(new byte[4], long.MaxValue, long.MaxValue, long.MaxValue),
            "Samples of * take * numbers each, but pixels has 4, which leaves 4 over.*"
        );

    [Fact]
    public void Labels_are_as_many_as_samples_and_lie_within_the_classes()
    {
        using var pixels = zeros(2, 1, 2, 2, dtype: ScalarType.Byte);
        using var floats = zeros(2);
        Refused(
            () => new ImageDataset(pixels, floats),
            "Labels must be int64 [2] on the CPU, one for each sample, but are float32 [2] on cpu.*"
        );
        using var three = zeros(3, dtype: ScalarType.Int64);
        Refused(() => new ImageDataset(pixels, three), "Labels must be int64 [2] on the CPU, *int64 [3] on cpu.*");
        using var negative = tensor(new long[] { 0, -1 });
        Refused(() => new ImageDataset(pixels, negative), "Label -1 of sample 1 must not be negative.*");
        using var large = tensor(new long[] { 5, 0 });
        Refused(() => new ImageDataset(pixels, large, classes: 5), "Label 5 of sample 0 must lie from 0 to 4.*");
    }

    [Fact]
    public void Classes_are_the_largest_label_and_one_unless_stated()
    {
        using var seen = ImageDataset.FromBytes(new byte[8], 1, 2, 2, [3, 0]);
        using var stated = ImageDataset.FromBytes(new byte[8], 1, 2, 2, [3, 0], classes: 9);
        (seen.Classes, stated.Classes).Should().Be((4, 9));
    }

    [Fact]
    public void Values_of_images_are_told_with_their_place()
    {
        float[] bright = [0, 0, 0, 0, 0, 0, 1.5f, 0];
        Refused(
            () => ImageDataset.FromFloats(bright, 1, 2, 2),
            "Value [0, 1, 0] of sample 1 is 1.5, but image values lie in [-1, 1]. Scale bytes by x / 127.5 - 1, *"
        );
        float[] broken = [0, float.NaN, 0, 0];
        Refused(
            () => ImageDataset.FromFloats(broken, 1, 2, 2),
            "Value [0, 0, 1] of sample 0 is NaN, but every value must be finite.*"
        );
    }

    [Fact]
    public void Indices_are_whole_numbers_within_the_samples()
    {
        using var data = ImageDataset.FromBytes(new byte[8], 1, 2, 2, name: "two");
        using var floats = zeros(1);
        Refused(() => data.Read(floats, CPU), "Indices must be int64 [N] on the CPU, but are float32 [1] on cpu.*");
        foreach (var index in new long[] { -1, 2 })
        {
            using var outside = tensor(new[] { index });
            Refused(() => data.Read(outside, CPU), $"Index {index} is outside of the 2 samples of 'two' (0 to 1).*");
        }
    }

    [Fact]
    public void What_is_disposed_says_so_by_its_name()
    {
        var data = ImageDataset.FromBytes(new byte[8], 1, 2, 2, name: "two");
        data.Dispose();
        using var first = tensor(new long[] { 0 });
        Action read = () => data.Read(first, CPU);
        read.Should()
            .Throw<ObjectDisposedException>()
            .WithMessage("The data set 'two' is disposed, and its samples are gone.*")
            .Which.ObjectName.Should()
            .Be("two");
    }

    private static void Refused(Func<object> make, string message) =>
        make.Should().Throw<ArgumentException>().WithMessage(message);
}
