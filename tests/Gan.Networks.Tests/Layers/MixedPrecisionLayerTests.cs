using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Networks.Parts;

public class MixedPrecisionLayerTests
{
    private const double OneRounding = 1.0 / 256;
    private const double ThreeRoundings = 1.0 / 64;

    private static MixedPrecisionLayer Make(string kind) =>
        kind switch
        {
            "linear" => new MixedPrecisionLayer(Linear(20, 18)),
            "conv" => new MixedPrecisionLayer(Conv2d(3, 4, 3, stride: 2, padding: 1)),
            _ => new MixedPrecisionLayer(ConvTranspose2d(3, 5, 4, stride: 2, padding: 1)),
        };

    [BFloat16Theory]
    [InlineData("linear")]
    [InlineData("conv")]
    [InlineData("transposed")]
    public void Outputs_gradients_and_second_gradients_are_those_of_rounded_factors(string kind)
    {
        using var scope = NewDisposeScope();
        var wanted = PartCase.Of("mixed " + kind);
        var layer = Make(kind);
        layer.load_state_dict(wanted.State("weight", "bias").ToDictionary(s => s.Key, s => s.Value.to(float32)));
        var x = wanted.Input("x").to(float32).requires_grad_();
        var weight = layer.get_parameter("weight")!;
        var bias = layer.get_parameter("bias")!;
        var y = layer.call(x);
        var gradients = autograd.grad(
            [(y * wanted.Input("probe").to(float32)).sum()],
            [weight, bias, x],
            retain_graph: true,
            create_graph: true
        );
        var second = autograd.grad([gradients[2].square().sum()], [weight])[0];
        foreach (var result in gradients.Append(y).Append(second))
        {
            result.dtype.Should().Be(float32);
        }
        wanted.Check("y", y, OneRounding);
        wanted.Check("dw", gradients[0], OneRounding);
        wanted.Check("db", gradients[1], OneRounding);
        wanted.Check("dx", gradients[2], OneRounding);
        wanted.Check("dw2", second, ThreeRoundings); // of dx, of its square's gradient, of the result
        y.to(bfloat16).to(float32).equal(y).all().ToBoolean().Should().BeTrue("the product itself was rounded");
    }

    [BFloat16Theory]
    [InlineData(DiscriminatorNorm.None)]
    [InlineData(DiscriminatorNorm.Spectral)]
    public void Networks_keep_their_names_weights_and_layout_and_score_alike(DiscriminatorNorm norm)
    {
        using var scope = NewDisposeScope();
        DiscriminatorNetwork Discriminator(bool mixed)
        {
            manual_seed(4);
            return new DcganOptions { DiscriminatorNorm = norm }.Discriminator(
                new([1, 32, 32], 8) { MixedPrecision = mixed }
            );
        }
        GeneratorNetwork Generator(bool mixed)
        {
            manual_seed(5);
            return new DcganOptions().Generator(new([1, 32, 32], 8) { MixedPrecision = mixed });
        }
        foreach (
            var (plain, mixed) in new (nn.Module, nn.Module)[]
            {
                (Discriminator(false), Discriminator(true)),
                (Generator(false), Generator(true)),
            }
        )
        {
            mixed.state_dict().Keys.Should().Equal(plain.state_dict().Keys);
            foreach (
                var ((name, expected), actual) in plain
                    .named_parameters()
                    .Select(p => (p.name, p.parameter))
                    .Zip(mixed.parameters())
            )
            {
                (
                    actual.equal(expected).all().ToBoolean(),
                    actual.stride().SequenceEqual(expected.stride()),
                    actual.dtype
                )
                    .Should()
                    .Be((true, true, float32), name);
            }
        }
        var latents = randn(6, 8);
        using var _ = no_grad();
        var images = Generator(false).call(latents, null);
        Near(Generator(true).call(latents, null), images);
        Near(Discriminator(true).call(images, null), Discriminator(false).call(images, null));
    }

    // Four layers of one or two roundings each.
    private static void Near(Tensor actual, Tensor expected)
    {
        var error = ((actual - expected).norm() / expected.norm()).ToDouble();
        error.Should().BeInRange(1e-5, 0.03);
    }

    [Fact]
    public void Only_wide_layers_change_and_only_when_asked()
    {
        using var scope = NewDisposeScope();
        var plain = new NetworkSpec([1, 8, 8], 8);
        var mixed = new NetworkSpec([1, 8, 8], 8) { MixedPrecision = true };
        Module<Tensor, Tensor>[] wide = [Linear(16, 16), Conv2d(16, 32, 3), ConvTranspose2d(32, 16, 4)];
        Module<Tensor, Tensor>[] narrow =
        [
            Linear(15, 64),
            Linear(64, 1),
            Conv2d(3, 64, 4),
            ConvTranspose2d(64, 3, 4),
            Conv2d(16, 16, 3, groups: 2),
            ReLU(),
            Conv1d(16, 16, 3),
            Conv2d(16, 16, 3, padding_mode: PaddingModes.Reflect),
        ];
        foreach (var layer in wide.Concat(narrow))
        {
            plain.InPrecision(layer).Should().NotBeOfType<MixedPrecisionLayer>();
        }
        foreach (var layer in narrow)
        {
            mixed.InPrecision(layer).Should().NotBeOfType<MixedPrecisionLayer>();
        }
        foreach (var layer in wide)
        {
            mixed.InPrecision(layer).Should().BeOfType<MixedPrecisionLayer>();
        }
    }

    /// <summary>Of 64x64 images: all but the layers from 1 and from 16 channels are multiples of 32, which float32
    /// filters in as little time where the kernel is 4x4 (docs/decisions/0013).</summary>
    [Theory]
    [InlineData(16, 1)]
    [InlineData(64, 0)]
    public void On_the_processor_convolutions_that_are_filtered_stay_in_float32(long maps, int changed)
    {
        using var scope = NewDisposeScope();
        var network = new DcganOptions { FeatureMaps = maps }.Discriminator(
            new([1, 64, 64], 8) { MixedPrecision = true }
        );
        network.modules().OfType<MixedPrecisionLayer>().Should().HaveCount(changed);
    }

    [Fact]
    public void In_another_type_it_computes_as_it_is()
    {
        using var scope = NewDisposeScope();
        var plain = Linear(7, 5).to(float64);
        var x = randn([4, 7], float64);
        var expected = plain.call(x);
        new MixedPrecisionLayer(plain).call(x).allclose(expected, 1e-12, 1e-12).Should().BeTrue();
    }

    [Fact]
    public void What_cannot_be_computed_from_its_weights_is_refused()
    {
        using var scope = NewDisposeScope();
        var reflected = () => new MixedPrecisionLayer(Conv2d(3, 4, 3, padding: 1, padding_mode: PaddingModes.Reflect));
        reflected
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("MixedPrecisionLayer takes convolutions with a number of zeros*Reflect*");
        var grouped = () => new MixedPrecisionLayer(ConvTranspose2d(4, 4, 3, groups: 2));
        grouped.Should().Throw<ArgumentException>().WithMessage("*1 group*has 2*");
        var none = () => new MixedPrecisionLayer((Linear)null!);
        none.Should().Throw<ArgumentNullException>();
    }
}
