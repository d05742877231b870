using static TorchSharp.torch;

namespace Gan.Data.Tests.Pairs;

public class MaskedTests
{
    [Fact]
    public void The_input_is_the_image_with_a_grey_hole_and_the_mask()
    {
        using var scope = NewDisposeScope();
        var target = rand(2, 3, 8, 8) * 2 - 1;
        var input = new Masked(new CentreMask()).Derive(target, PairFixture.Random(2));
        input.shape.Should().Equal(2, 4, 8, 8);
        var mask = input.narrow(1, 3, 1);
        mask.sum([1, 2, 3]).Floats().Should().Equal(16, 16);
        for (var y = 0; y < 8; y++)
        {
            for (var x = 0; x < 8; x++)
            {
                var hole = y is >= 2 and < 6 && x is >= 2 and < 6;
                mask[1, 0, y, x].item<float>().Should().Be(hole ? 1 : 0);
                input[1, 2, y, x].item<float>().Should().Be(hole ? 0 : target[1, 2, y, x].item<float>());
            }
        }
    }

    [Fact]
    public void Masks_are_a_function_of_the_seed_and_the_place_and_without_a_seed_of_the_index()
    {
        using var data = PairFixture.Images().WithInput(new Masked(new FreeFormMask()));
        (data.Count, data.Condition).Should().Be((16, ConditionSpec.Labels(16)));
        data.InputShape.Should().Equal(4, 8, 8);
        Masks(PairFixture.Input(data, 1, 3, 1)).Should().Equal(Masks(PairFixture.Input(data, 1, 3, 1)));
        Masks(PairFixture.Input(data, 1, 3, 1)).Should().NotEqual(Masks(PairFixture.Input(data, 2, 3, 1)));
        Masks(PairFixture.Input(data, 1, 3, 1)).Should().Equal(Masks(PairFixture.Input(data, 1, 5, 6)), "places draw");
        Masks(PairFixture.Input(data, 1, 3)).Should().Equal(Masks(PairFixture.Input(data, 1, 3, 1))[..64]);

        var fixedMasks = Masks(PairFixture.Input(data, null, 3, 1));
        fixedMasks[..64].Should().NotEqual(fixedMasks[64..]);
        Masks(PairFixture.Input(data, null, 1, 3)).Should().Equal([.. fixedMasks[64..], .. fixedMasks[..64]]);
        Masks(PairFixture.Input(data, null, 7, 2, 3))[128..].Should().Equal(fixedMasks[..64]);
    }

    [Fact]
    public void The_name_tells_the_drawer_so_that_a_resumed_training_has_the_same()
    {
        using var data = PairFixture.Images().WithInput(new Masked(new BoxMask(0.2, 0.4)));
        data.Name.Should().Be("images, input by Masked { Drawer = BoxMask { Min = 0.2, Max = 0.4 } }");
    }

    [Fact]
    public void A_drawer_that_draws_something_else_is_told()
    {
        using var data = PairFixture.Images().WithInput(new Masked(new Flat()));
        FluentActions
            .Invoking(() => PairFixture.Input(data, 1, 0))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("Flat { } drew float32 [8, 8] on cpu, but masks are float32 [1, 1, 8, 8]. Mend its Draw.");
        FluentActions
            .Invoking(() => PairFixture.Images().WithInput(new Masked(null!)))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*Drawer must not be null.*");
        FluentActions
            .Invoking(() => PairFixture.Images().WithInput(new Masked(new CentreMask(1.5))))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*Fraction must be in (0, 1], but was 1.5*");
    }

    private static float[] Masks(float[] inputs) =>
        [.. Enumerable.Range(0, inputs.Length / 256).SelectMany(i => inputs[(i * 256 + 192)..((i + 1) * 256)])];

    private sealed record Flat : IMaskDrawer
    {
        public Tensor Draw(ImageSize size, TransformRandom random) => zeros(size.Height, size.Width);
    }
}
