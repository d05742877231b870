using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Networks.FastGan;

/// <summary>Each block beside the operations of the paper's figures, written out (Liu et al. 2021, sections 3.1 and
/// 3.2).</summary>
public sealed class FastGanBlocksTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    private readonly FastGanOptions options = new()
    {
        GeneratorMaps = 2,
        DiscriminatorMaps = 2,
        LatentSize = 8,
        ExcitationOctaves = 2,
    };

    private readonly NetworkSpec spec = new([3, 32, 32], 8);

    public FastGanBlocksTests() => manual_seed(3);

    public void Dispose() => scope.Dispose();

    private static Module<Tensor, Tensor> Part(nn.Module network, string name) =>
        (Module<Tensor, Tensor>)network.named_modules().Single(m => m.name == name).module;

    private static Tensor Conv(nn.Module of, string name, Tensor x, long stride = 1, long padding = 0) =>
        functional.conv2d(
            x,
            of.get_parameter($"{name}.weight")!,
            of.get_parameter($"{name}.bias"),
            [stride, stride],
            [padding, padding]
        );

    // Scale and shift of fresh batch normalisation are 1 and 0.
    private static Tensor Norm(Tensor x) =>
        (x - x.mean([0, 2, 3], keepdim: true)) / (x.var([0, 2, 3], unbiased: false, keepdim: true) + 1e-5).sqrt();

    private static Tensor Leaky(Tensor x) => functional.leaky_relu(x, 0.2);

    [Fact]
    public void A_block_of_the_generator_doubles_convolves_normalises_and_gates_and_every_other_one_twice()
    {
        var network = options.Generator(spec);
        var block = Part(network, "blocks.0");
        var x = randn(4, 32, 4, 4);
        var larger = functional.interpolate(x, scale_factor: [2, 2], mode: InterpolationMode.Nearest);
        var once = Gate(Norm(Conv(block, "up.conv", larger, padding: 1)));
        var expected = Gate(Norm(Conv(block, "same.conv", once, padding: 1)));
        block.call(x).allclose(expected, 1e-3, 1e-4).Should().BeTrue();
        Part(network, "blocks.1").named_parameters().Count(p => p.name.EndsWith("conv.weight")).Should().Be(1);
    }

    private static Tensor Gate(Tensor x)
    {
        var halves = x.chunk(2, 1);
        return halves[0] * halves[1].sigmoid();
    }

    [Fact]
    public void Excitation_gathers_4x4_means_to_one_factor_a_map()
    {
        var gate = Part(options.Generator(spec), "gates.0");
        var x = randn(3, 16, 8, 8);
        var pooled = x.view(3, 16, 4, 2, 4, 2).mean([3, 5]);
        var expected = Conv(gate, "choose", functional.leaky_relu(Conv(gate, "gather", pooled), 0.1)).sigmoid();
        var found = gate.call(x);
        found.shape.Should().Equal(3, 4, 1, 1);
        found.allclose(expected, 1e-4, 1e-5).Should().BeTrue();
    }

    [Fact]
    public void A_block_of_the_discriminator_is_the_mean_of_a_strided_and_a_pooled_way()
    {
        var block = Part(options.Discriminator(spec), "blocks.0");
        var x = randn(4, 4, 32, 32);
        var strided = Leaky(Norm(Conv(block, "strided.conv1", x, stride: 2, padding: 1)));
        strided = Leaky(Norm(Conv(block, "strided.conv2", strided, padding: 1)));
        var pooled = Leaky(Norm(Conv(block, "pooled.conv1", x.view(4, 4, 16, 2, 16, 2).mean([3, 5]))));
        block.call(x).allclose((strided + pooled) / 2, 1e-3, 1e-4).Should().BeTrue();
    }

    [Fact]
    public void A_decoder_ends_in_an_image()
    {
        var decoder = Part(options.Discriminator(spec), "decoder");
        var made = decoder.call(10 * randn(2, 16, 8, 8));
        made.shape.Should().Equal(2, 3, 32, 32);
        made.abs().max().ToSingle().Should().BeLessThanOrEqualTo(1);
    }

    /// <summary>Weights of variance 2 / fan-in keep the scale of what goes through, at any width.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    public void Scores_of_fresh_networks_are_of_the_order_of_one(long maps)
    {
        using var _ = no_grad();
        var network = (
            options with
            {
                DiscriminatorMaps = maps,
                DiscriminatorNorm = DiscriminatorNorm.None,
            }
        ).Discriminator(spec);
        network.call(randn(8, 3, 32, 32), null).std().ToDouble().Should().BeInRange(0.1, 5);
    }
}
