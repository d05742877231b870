using static TorchSharp.torch;

namespace Gan.Data.Tests.Pairs;

public class GreyTests
{
    [Fact]
    public void It_is_Pillows_luma_up_to_rounding()
    {
        using var target = PairFixture.Target();
        using var input = new Grey().Derive(target, PairFixture.Random());
        input.shape.Should().Equal(1, 1, PairFixture.Height, PairFixture.Width);
        using var luma = PairFixture.Read("luma");
        var levels = input.Floats().Select(value => (value + 1) * 127.5f);
        luma.Bytes().Zip(levels, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(0.501f);
    }

    [Theory]
    [InlineData(1, -1, -1, 2 * 19595 / 65536.0 - 1)]
    [InlineData(-1, 1, -1, 2 * 38470 / 65536.0 - 1)]
    [InlineData(-1, -1, 1, 2 * 7471 / 65536.0 - 1)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(-1, -1, -1, -1)]
    public void Pure_colours_have_the_weights_of_ITU_R_601(float red, float green, float blue, double grey)
    {
        using var target = tensor(new[] { red, green, blue }).reshape(1, 3, 1, 1);
        using var input = new Grey().Derive(target, PairFixture.Random());
        input.Floats().Should().ContainSingle().Which.Should().BeApproximately((float)grey, 1e-6f).And.BeInRange(-1, 1);
    }

    [Fact]
    public void Only_colours_have_a_grey()
    {
        using var greys = ImageDataset.FromBytes(new byte[16], 1, 4, 4);
        FluentActions
            .Invoking(() => greys.WithInput(new Grey()))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "Grey makes grey of red, green and blue, but the samples have shape [1, 4, 4]. "
                    + "Read them with 3 channels.*"
            );
    }
}
