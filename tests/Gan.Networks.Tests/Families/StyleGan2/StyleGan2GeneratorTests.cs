using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.StyleGan2;

public sealed class StyleGan2GeneratorTests
{
    private static readonly StyleGan2Options Options = new()
    {
        LatentSize = 6,
        StyleSize = 5,
        GeneratorMaps = 4,
        DiscriminatorMaps = 4,
        MaxMaps = 8,
    };

    [Theory]
    [InlineData(16, 16, true)]
    [InlineData(8, 24, true)]
    [InlineData(16, 16, false)]
    public void The_whole_is_what_the_paper_writes_with_weights_of_each_sample(int height, int width, bool skips)
    {
        using var scope = NewDisposeScope();
        var options = Options with { SkipGenerator = skips };
        using var generator = new StyleGan2Generator(options, new NetworkSpec([3, height, width], 6));
        Randomise(generator);
        generator.eval();
        var blocks = height == 16 ? 3 : 2;
        var latents = randn(3, 6);
        var plain = PlainStyleGan2.Generate(
            generator.Weights(),
            PlainStyleGan2.Styles(generator.Weights(), latents, 2),
            blocks,
            skips
        );
        var made = generator.Synthesise(generator.Styles(latents, null));
        made.shape.Should().Equal(3, 3, height, width);
        (made - plain).abs().max().ToDouble().Should().BeLessThan(1e-5 * (1 + plain.abs().max().ToDouble()));
        using var _ = no_grad();
        generator.call(latents, null).equal(made.clamp(-1, 1)).all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void First_and_second_gradients_are_those_of_the_paper_s_form()
    {
        using var scope = NewDisposeScope();
        using var generator = new StyleGan2Generator(Options, new NetworkSpec([3, 16, 16], 6));
        Randomise(generator);
        generator.eval();
        var styles = randn(2, 5);
        var noise = randn(2, 3, 16, 16);
        var weights = generator.Weights();
        var ours = Gradients(
            style => generator.Synthesise(style.unsqueeze(1).expand(-1, 6, -1)),
            generator,
            styles,
            noise
        );
        var theirs = Gradients(style => PlainStyleGan2.Generate(weights, style, 3), generator, styles, noise);
        foreach (var (our, their) in ours.Zip(theirs))
        {
            (our - their).abs().max().ToDouble().Should().BeLessThan(2e-4 * (1 + their.abs().max().ToDouble()));
        }
    }

    [Fact]
    public void Noise_of_strength_0_as_at_the_start_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using var generator = new StyleGan2Generator(
            Options with
            {
                MixingProbability = 0,
            },
            new NetworkSpec([1, 16, 16], 6)
        );
        var latents = randn(2, 6);
        generator.call(latents, null).equal(generator.call(latents, null)).all().ToBoolean().Should().BeTrue();
        foreach (var (name, parameter) in generator.named_parameters().Where(p => p.name.EndsWith("strength")))
        {
            nn.init.ones_(parameter);
        }
        generator.call(latents, null).equal(generator.call(latents, null)).all().ToBoolean().Should().BeFalse();
        generator.eval();
        generator.call(latents, null).equal(generator.call(latents, null)).all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void Styles_of_fine_layers_leave_what_coarse_layers_make_as_it_is()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var generator = new StyleGan2Generator(Options, new NetworkSpec([3, 16, 16], 6));
        generator.eval();
        var a = generator.Styles(randn(1, 6), null);
        var b = generator.Styles(randn(1, 6), null);
        var mixed = cat([a.narrow(1, 0, 4), b.narrow(1, 4, 2)], 1); // blocks 0 and 1 read styles 0 to 3
        generator.Synthesise(mixed).equal(generator.Synthesise(a)).all().ToBoolean().Should().BeFalse();
        foreach (var (name, parameter) in generator.named_parameters().Where(p => p.name.StartsWith("images.2")))
        {
            nn.init.zeros_(parameter); // what is left is what blocks 0 and 1 made
        }
        generator.Synthesise(mixed).equal(generator.Synthesise(a)).all().ToBoolean().Should().BeTrue();
        generator.Synthesise(b).equal(generator.Synthesise(a)).all().ToBoolean().Should().BeFalse();
    }

    [Fact]
    public void A_plane_of_one_colour_keeps_it_through_the_filter()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var generator = new StyleGan2Generator(Options, new NetworkSpec([1, 32, 32], 6));
        foreach (var (name, parameter) in generator.named_parameters().Where(p => p.name.StartsWith("images")))
        {
            nn.init.constant_(parameter, name == "images.0.bias" ? 0.5 : 0);
        }
        generator.eval();
        var image = generator.call(randn(1, 6), null);
        (image.narrow(2, 8, 16).narrow(3, 8, 16) - 0.5).abs().max().ToDouble().Should().BeLessThan(1e-6);
    }

    [Fact]
    public void The_mean_style_follows_a_network_that_trains_by_half_a_percent()
    {
        using var scope = NewDisposeScope();
        using var generator = new StyleGan2Generator(
            Options with
            {
                MixingProbability = 0,
            },
            new NetworkSpec([1, 8, 8], 6)
        );
        var latents = randn(4, 6);
        var mean = generator.Styles(latents, null).detach().select(1, 0).mean([0]);
        (generator.MeanStyle - mean * 0.005).abs().max().ToDouble().Should().BeLessThan(1e-7);
        generator.eval();
        generator.Styles(latents, null);
        (generator.MeanStyle - mean * 0.005).abs().max().ToDouble().Should().BeLessThan(1e-7);
        generator.MeanStyle.requires_grad.Should().BeFalse();
    }

    [Fact]
    public void Mixing_cuts_the_whole_batch_at_one_layer_and_draws_from_the_layers_stream()
    {
        using var scope = NewDisposeScope();
        using var generator = new StyleGan2Generator(
            Options with
            {
                MixingProbability = 1,
            },
            new NetworkSpec([1, 16, 16], 6)
        );
        var latents = randn(3, 6);
        generator.eval();
        var own = generator.Styles(latents, null).select(1, 0).unsqueeze(1);
        generator.train();
        var cuts = new HashSet<int>();
        for (ulong seed = 0; seed < 40; seed++)
        {
            var styles = Mixed(generator, latents, seed);
            styles.equal(Mixed(generator, latents, seed)).all().ToBoolean().Should().BeTrue();
            var same = styles.isclose(own, rtol: 0, atol: 1e-6).all(2).data<bool>().ToArray(); // [3, 6]
            var row = same[..6];
            same.Should().Equal([.. row, .. row, .. row]);
            var cut = row.Count(s => s);
            row.Should().Equal(Enumerable.Range(0, 6).Select(i => i < cut));
            cuts.Add(cut);
        }
        cuts.Should().BeEquivalentTo([1, 2, 3, 4, 5]);
    }

    [Fact]
    public void A_code_of_the_condition_behind_the_latent_changes_the_style()
    {
        using var scope = NewDisposeScope();
        using var generator = new StyleGan2Generator(Options, new NetworkSpec([1, 8, 8], 9));
        generator.eval();
        var latents = randn(1, 6);
        var one = generator.Styles(cat([latents, tensor(new float[] { 1, 0, 0 }).view(1, 3)], 1), null);
        var other = generator.Styles(cat([latents, tensor(new float[] { 0, 1, 0 }).view(1, 3)], 1), null);
        (one - other).abs().max().ToDouble().Should().BeGreaterThan(1e-4);
        generator
            .Invoking(g => g.Styles(latents, null))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("StyleGan2Generator reads Float32 [N, 9], but latent is Float32 [1, 6].*");
        generator
            .Invoking(g => g.Synthesise(zeros(1, 2, 5)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("StyleGan2Generator reads Float32 [N, 4, 5], but styles is Float32 [1, 2, 5].*");
    }

    private static Tensor Mixed(StyleGan2Generator generator, Tensor latents, ulong seed)
    {
        using var stream = new Generator(seed);
        using var use = LayerStream.Use(stream);
        return generator.Styles(latents, null).detach();
    }

    // Of a sum over the image, to the weights; and of the squared gradient to the styles, to the weights again.
    private static List<Tensor> Gradients(Func<Tensor, Tensor> make, nn.Module network, Tensor start, Tensor noise)
    {
        Tensor[] weights =
        [
            .. network.named_parameters().Where(p => !p.name.StartsWith("mapping")).Select(p => p.parameter),
        ];
        var styles = start.detach().requires_grad_();
        var sum = (make(styles) * noise).sum();
        var first = autograd.grad([sum], [styles, .. weights], retain_graph: true, create_graph: true);
        var second = autograd.grad([first[0].square().sum()], weights, retain_graph: true, allow_unused: true);
        return [.. first, .. second.Zip(weights, (g, w) => g.IsInvalid ? zeros_like(w) : g)];
    }

    // Weights as after a training: no strength or bias is 0.
    private static void Randomise(nn.Module network)
    {
        foreach (var (name, parameter) in network.named_parameters())
        {
            if (name.EndsWith("bias") || name.EndsWith("strength"))
            {
                using var _ = no_grad();
                parameter.add_(randn(parameter.shape) * 0.3);
            }
        }
    }
}
