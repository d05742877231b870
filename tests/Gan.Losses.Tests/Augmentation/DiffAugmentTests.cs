namespace Gan.Losses.Tests.Augmentation;

public sealed class DiffAugmentTests
{
    [Fact]
    public void Brightness_moves_a_grey_image_by_up_to_a_half()
    {
        // Saturation and contrast leave an image of one value as it is.
        var shifts = new DiffAugment(DiffAugmentPolicy.Color)
            .Apply(full([2000, 3, 2, 2], 0.25, ScalarType.Float64))
            .flatten(1)
            .Values()
            .Chunk(12)
            .ToArray();
        shifts.Should().OnlyContain(image => image.Max() - image.Min() < 1e-12);
        var brightness = shifts.Select(image => image[0] - 0.25).ToArray();
        brightness.Should().OnlyContain(b => b >= -0.5 && b < 0.5);
        Spread(brightness, -0.5, 0.5);
    }

    [Fact]
    public void Contrast_scales_what_differs_between_places_by_a_half_to_three_halves()
    {
        // equal channels have no saturation: ±1 in two places
        var images = Tensors.Make([1, -1], shape: [1, 1, 1, 2]).expand(2000, 3, 1, 2).clone();
        var changed = new DiffAugment(DiffAugmentPolicy.Color).Apply(images);
        var factors = (changed.select(3, 0) - changed.select(3, 1)).select(1, 0).Values().Select(d => d / 2).ToArray();
        factors.Should().OnlyContain(f => f >= 0.5 && f <= 1.5);
        Spread(factors, 0.5, 1.5);
    }

    [Fact]
    public void Saturation_scales_what_differs_between_channels_by_up_to_two()
    {
        // a colour of ±1 in two channels, and a contrast of ±1 in two places to divide by
        var images = Tensors.Make([2, 0, 0, -2], shape: [1, 2, 1, 2]).expand(2000, 2, 1, 2).clone();
        var changed = new DiffAugment(DiffAugmentPolicy.Color).Apply(images);
        var color = (changed.select(1, 0) - changed.select(1, 1)).select(2, 0).flatten().Values();
        var places = changed.mean([1]).flatten(1).Values().Chunk(2).Select(p => p[0] - p[1]).ToArray();
        var factors = color.Zip(places, (c, p) => c / p).ToArray();
        factors.Should().OnlyContain(f => f >= -1e-12 && f <= 2 + 1e-12);
        Spread(factors, 0, 2);
    }

    [Fact]
    public void Translation_moves_by_whole_pixels_of_at_most_an_eighth_with_zeros_behind()
    {
        var images = zeros(3000, 2, 16, 24, ScalarType.Float64);
        images.narrow(2, 8, 1).narrow(3, 12, 1).fill_(7);
        var places = new DiffAugment(DiffAugmentPolicy.Translation).Apply(images).select(1, 0).flatten(1);
        places.sum(1).Values().Should().OnlyContain(s => s == 7);
        var moves = places
            .argmax(1)
            .data<long>()
            .ToArray()
            .Select(i => (Down: i / 24 - 8, Across: i % 24 - 12))
            .ToArray();
        moves.Select(m => m.Down).Distinct().Order().Should().Equal(-2, -1, 0, 1, 2);
        moves.Select(m => m.Across).Distinct().Order().Should().Equal(-3, -2, -1, 0, 1, 2, 3);
        moves.Distinct().Should().HaveCount(5 * 7, "both shifts are drawn apart");
    }

    [Fact]
    public void What_is_moved_out_is_lost_and_zeros_come_in()
    {
        var sums = new DiffAugment(DiffAugmentPolicy.Translation)
            .Apply(ones(500, 1, 8, 8, ScalarType.Float64))
            .flatten(1)
            .sum(1)
            .Values();
        sums.Distinct().Order().Should().Equal(49, 56, 64); // one row, one column, both or none of 8 × 8
    }

    [Fact]
    public void Cutout_clears_a_rectangle_of_half_of_each_side()
    {
        var kept = new DiffAugment(DiffAugmentPolicy.Cutout).Apply(ones(3000, 2, 8, 12, ScalarType.Float64));
        kept.Values().Should().OnlyContain(v => v == 0 || v == 1);
        kept.select(1, 0).Values().Should().Equal(kept.select(1, 1).Values());
        var cleared = kept.select(1, 0).flatten(1).sum(1).Values().Select(s => 96 - s).ToArray();
        cleared.Max().Should().Be(4 * 6);
        cleared.Min().Should().Be(2 * 3, "its middle lies in the image or on its edge");
        kept.select(1, 0)
            .mean([0])
            .Values()
            .Should()
            .OnlyContain(share => share > 0 && share < 1, "every pixel is sometimes kept and sometimes not");
    }

    [Fact]
    public void Changes_leave_the_samples_themselves_as_they_are()
    {
        var images = Tensors.Normal(1, 4, 3, 8, 8);
        var before = images.Values();
        new DiffAugment().Apply(images);
        images.Values().Should().Equal(before);
    }

    [Fact]
    public void A_policy_without_parts_is_refused()
    {
        foreach (var bad in new[] { 0, 8, -1 })
        {
            new DiffAugment((DiffAugmentPolicy)bad)
                .Problems()
                .Should()
                .Equal($"Policy must be one or more of Color, Translation, Cutout, All, but was {bad}.");
        }
    }

    // 2,000 uniform numbers: all ten tenths of the range hold 200 of them, with a standard deviation of 13
    private static void Spread(double[] values, double low, double high) =>
        values
            .GroupBy(v => Math.Min(9, (int)((v - low) / (high - low) * 10)))
            .Select(g => g.Count())
            .Should()
            .HaveCount(10)
            .And.OnlyContain(n => Math.Abs(n - 200) < 4.5 * 13);
}
