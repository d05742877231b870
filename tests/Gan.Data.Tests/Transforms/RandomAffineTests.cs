using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Transforms;

public class RandomAffineTests
{
    public static TheoryData<string, double[]> Cases =>
        new()
        {
            // rotation, scale, shift right, shift down, shear of upright lines, shear of level lines
            { "turned", [30, 1, 0, 0, 0, 0] },
            { "scaled", [0, 1.3, 0, 0, 0, 0] },
            { "shifted", [0, 1, 0.25, -1 / 6.0, 0, 0] },
            { "sheared", [0, 1, 0, 0, 20, -10] },
            { "all", [-75, 0.8, 0.125, 1 / 6.0, 15, 25] },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Images_come_out_as_from_torchvision(string name, double[] p)
    {
        var transform = new RandomAffine
        {
            Rotation = (p[0], p[0]),
            Scale = (p[1], p[1]),
            ShiftX = (p[2], p[2]),
            ShiftY = (p[3], p[3]),
            ShearX = (p[4], p[4]),
            ShearY = (p[5], p[5]),
        };
        using var scope = NewDisposeScope();
        var found = transform.Apply(TransformFixture.Read("images"), new TransformRandom(1, 2)).Floats();
        var expected = TransformFixture.Read("affine_" + name).Floats();
        found.Zip(expected, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(2e-6f);
    }

    [Theory]
    [InlineData(ImageBorder.Black, -1, -1)]
    [InlineData(ImageBorder.Edge, 0, 0)]
    [InlineData(ImageBorder.Mirror, 1, 0)]
    public void The_border_shows_what_was_asked_for(ImageBorder border, int first, int second)
    {
        using var scope = NewDisposeScope();
        var row = torch.arange(4, dtype: ScalarType.Float32).reshape(1, 1, 1, 4) / 10;
        var found = new RandomAffine { ShiftX = (0.5, 0.5), Border = border }
            .Apply(row, new TransformRandom(1, 1))
            .Floats();
        float[] expected = [first < 0 ? first : first / 10f, second < 0 ? second : second / 10f, 0, 0.1f];
        found.Zip(expected, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-6f);
    }

    [Fact]
    public void Left_out_settings_change_nothing()
    {
        using var scope = NewDisposeScope();
        var images = TransformFixture.Read("images");
        new RandomAffine()
            .Apply(images, new TransformRandom(1, 2))
            .sub(images)
            .abs()
            .max()
            .ToDouble()
            .Should()
            .BeLessThan(1e-6);
    }

    [Fact]
    public void Each_image_has_a_shift_of_its_own_within_the_interval()
    {
        using var scope = NewDisposeScope();
        // A ramp of 100 columns: its middle moves by the shift.
        var ramp = (torch.arange(100, dtype: ScalarType.Float32).reshape(1, 1, 1, 100) / 100).expand(50, 1, 1, 100);
        var middles = new RandomAffine { ShiftX = (-0.1, 0.3), Border = ImageBorder.Edge }
            .Apply(ramp, new TransformRandom(3, 50))
            .select(3, 50)
            .Floats();
        float[] shifts = [.. middles.Select(value => 0.5f - value)];
        shifts.Should().OnlyContain(shift => shift > -0.1001f && shift < 0.3001f).And.OnlyHaveUniqueItems();
        shifts.Average().Should().BeApproximately(0.1f, 0.05f);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        new RandomAffine { Rotation = (-181, 0) }
            .Problems()
            .Should()
            .Equal("Rotation must rise and lie from -180 to 180, but was -181 to 0.");
        new RandomAffine { Scale = (1, 0.5) }
            .Problems()
            .Should()
            .Equal("Scale must rise and lie from 0.01 to 100, but was 1 to 0.5.");
        new RandomAffine { ShearX = (0, double.NaN) }
            .Problems()
            .Should()
            .ContainSingle();
        new RandomAffine { Border = (ImageBorder)9 }
            .Problems()
            .Should()
            .Equal("Border must be Black, Edge or Mirror, but was 9.");
    }
}
