namespace Gan.Losses.Tests.Augmentation;

public sealed class AdaptivePolicyTests
{
    [Fact]
    public void Probability_0_changes_nothing_bit_for_bit()
    {
        foreach (var dtype in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            foreach (var (height, width) in new[] { (8, 8), (7, 5), (1, 4) })
            {
                var images = Tensors.Normal(1, 5, 3, height, width).to(dtype);
                // Saturation takes the mean of the channels off and adds it again.
                new AdaptivePolicy(AdaptiveParts.Pixels | AdaptiveParts.Geometry)
                    .Apply(images, probability: 0)
                    .Values()
                    .Should()
                    .Equal(images.Values());
                PyTorch
                    .Error(new AdaptivePolicy().Apply(images, probability: 0).Values(), images.Values())
                    .Should()
                    .BeLessThan(dtype == ScalarType.Float32 ? 1e-6 : 1e-14);
            }
        }
    }

    [Fact]
    public void Each_change_befalls_the_share_of_images_that_the_probability_says()
    {
        // Of black images, contrast and saturation change nothing, and brightness the chosen ones: 900 of 3,000, with a
        // standard deviation of 25.
        var changed = new AdaptivePolicy(AdaptiveParts.Color)
            .Apply(zeros(3000, 3, 1, 1, ScalarType.Float64), probability: 0.3)
            .select(1, 0)
            .Values();
        changed.Count(v => v != 0).Should().BeInRange(800, 1000);
        new AdaptivePolicy(AdaptiveParts.Color)
            .Apply(zeros(3000, 3, 1, 1, ScalarType.Float64))
            .Values()
            .Should()
            .NotContain(0, "without a probability it is always");
    }

    [Fact]
    public void Pixels_are_flipped_turned_and_shifted_and_none_of_them_is_mixed()
    {
        var image = Tensors.Normal(1, 1, 1, 8, 8);
        var known = new HashSet<string>(Candidates(image).Select(Key));
        known.Should().HaveCount(2 * 4 * 9);
        var changed = new AdaptivePolicy(AdaptiveParts.Pixels).Apply(image.expand(4000, 1, 8, 8).clone());
        var seen = Enumerable.Range(0, 4000).Select(i => Key(changed.narrow(0, i, 1))).ToArray();
        seen.Should().BeSubsetOf(known);
        seen.Distinct().Should().HaveCount(known.Count, "every combination is drawn at some time");
    }

    [Fact]
    public void Images_that_are_not_square_are_not_turned_by_one_quarter()
    {
        // columns 0 to 5 of each row, mirrored or not: no column ever becomes a row
        var image = arange(0, 6, dtype: ScalarType.Float64).expand(200, 1, 4, 6).clone();
        var changed = new AdaptivePolicy(AdaptiveParts.Pixels).Apply(image);
        (changed.narrow(2, 1, 3) - changed.narrow(2, 0, 3)).Values().Should().OnlyContain(d => d == 0);
    }

    [Fact]
    public void Geometry_turns_by_any_angle_and_scales_lognormally()
    {
        // Between its edges, a ramp is a ramp again, whose slope is the old one turned and divided by the scale. Linear
        // interpolation is exact on it.
        var ramp = arange(0, 33, dtype: ScalarType.Float64).expand(1000, 1, 33, 33).clone();
        var middle = new AdaptivePolicy(AdaptiveParts.Geometry)
            .Apply(ramp)
            .narrow(2, 16, 2)
            .narrow(3, 16, 2)
            .reshape(1000, 4)
            .Values()
            .Chunk(4)
            .ToArray();
        middle.Should().OnlyContain(m => Math.Abs(m[0] - 16) < 1e-9, "the image turns about its middle");
        var slopes = middle.Select(m => (Across: m[1] - m[0], Down: m[2] - m[0])).ToArray();
        var logs = slopes.Select(s => Math.Log2(Math.Sqrt(s.Across * s.Across + s.Down * s.Down))).ToArray();
        logs.Average().Should().BeApproximately(0, 0.03);
        Math.Sqrt(logs.Average(l => l * l)).Should().BeApproximately(0.2, 0.02);
        var eighths = slopes
            .GroupBy(s => (int)Math.Floor((Math.Atan2(s.Down, s.Across) / Math.PI + 1) * 4))
            .Select(g => g.Count());
        eighths.Should().HaveCount(8).And.OnlyContain(n => Math.Abs(n - 125) < 45);
    }

    [Fact]
    public void Edges_are_mirrored_so_that_no_value_leaves_the_range_of_the_image()
    {
        var images = rand([500, 1, 9, 9], ScalarType.Float64, generator: new torch.Generator(1)) + 5;
        new AdaptivePolicy(AdaptiveParts.Pixels | AdaptiveParts.Geometry)
            .Apply(images)
            .Values()
            .Should()
            .OnlyContain(v => v > 5 - 1e-12 && v < 6 + 1e-12);
    }

    [Fact]
    public void Colors_have_the_spreads_of_the_paper()
    {
        // (2, 0) is a grey of 1 and a colour of 1. Out come: grey (1 + b) c, and colour c s.
        var images = Tensors.Make([2, 0], shape: [1, 2, 1, 1]).expand(20_000, 2, 1, 1).clone();
        var changed = new AdaptivePolicy(AdaptiveParts.Color).Apply(images).Values().Chunk(2).ToArray();
        var logs = changed.Select(v => Math.Log2((v[0] - v[1]) / 2)).ToArray();
        logs.Average().Should().BeApproximately(0, 0.04);
        Math.Sqrt(logs.Average(l => l * l)).Should().BeApproximately(Math.Sqrt(0.25 + 1), 0.03);
        changed
            .Average(v => (v[0] + v[1]) / 2)
            .Should()
            .BeApproximately(Math.Exp(0.5 * Math.Pow(0.5 * Math.Log(2), 2)), 0.02); // E[2^N(0, ½²)]
        var grey = new AdaptivePolicy(AdaptiveParts.Color).Apply(ones(20_000, 1, 1, 1, ScalarType.Float64)).Values();
        // one channel has no saturation: the variance of (1 + b) c
        var second = Math.Exp(2 * Math.Pow(0.5 * Math.Log(2), 2));
        grey.Average(v => v * v).Should().BeApproximately(1.04 * second, 0.05);
    }

    [Fact]
    public void Parts_that_do_not_exist_are_refused()
    {
        new AdaptivePolicy(0)
            .Problems()
            .Should()
            .Equal("Parts must be one or more of Pixels, Geometry, Color, All, but was 0.");
    }

    /// <summary>All that shifts by up to one pixel (mirrored), quarter turns and flips can make, by other
    /// means.</summary>
    private static IEnumerable<Tensor> Candidates(Tensor image)
    {
        var padded = nn.functional.pad(image, (1, 1, 1, 1), PaddingModes.Reflect);
        for (var down = 0; down < 3; down++)
        {
            for (var across = 0; across < 3; across++)
            {
                var turned = padded.narrow(2, down, 8).narrow(3, across, 8);
                for (var quarter = 0; quarter < 4; quarter++)
                {
                    turned = turned.transpose(2, 3).flip(3);
                    yield return turned;
                    yield return turned.flip(3);
                }
            }
        }
    }

    private static string Key(Tensor image) => string.Join(' ', image.Values());
}
