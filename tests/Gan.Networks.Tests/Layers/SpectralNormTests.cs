using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Networks.Parts;

public class SpectralNormTests
{
    private static SpectralNorm Make(string kind) =>
        kind switch
        {
            "linear" => new SpectralNorm(Linear(7, 5)),
            "conv" => new SpectralNorm(Conv2d(3, 4, 3, stride: 2, padding: 1)),
            _ => new SpectralNorm(ConvTranspose2d(3, 4, 4, stride: 2, padding: 1)),
        };

    private static SpectralNorm Large(string kind) =>
        kind switch
        {
            "linear" => new SpectralNorm(Linear(64, 48)),
            "wide" => new SpectralNorm(Linear(512, 256, hasBias: false)),
            "conv" => new SpectralNorm(Conv2d(16, 32, 3)),
            _ => new SpectralNorm(ConvTranspose2d(32, 16, 4)),
        };

    private static double Largest(SpectralNorm layer)
    {
        using var scope = NewDisposeScope();
        var normalised = layer.NormalisedWeight().detach();
        var transposed = normalised.dim() == 4 && normalised.size(3) == 4; // the one with 4x4 kernels
        return linalg.svdvals((transposed ? normalised.transpose(0, 1) : normalised).flatten(1))[0].ToDouble();
    }

    private static float[] Values(Tensor t) => t.detach().data<float>().ToArray();

    private static Dictionary<string, Tensor> Copy(nn.Module module) =>
        module.state_dict().ToDictionary(s => s.Key, s => s.Value.detach().clone());

    [Theory]
    [InlineData("linear")]
    [InlineData("conv")]
    [InlineData("transposed")]
    public void Outputs_gradients_and_second_gradients_are_those_of_PyTorch_s_spectral_norm(string kind)
    {
        using var scope = NewDisposeScope();
        var wanted = PartCase.Of("spectral " + kind);
        var layer = Make(kind).to(ScalarType.Float64);
        layer.load_state_dict(wanted.State("weight", "bias", "u", "v"));
        var x = wanted.Input("x").requires_grad_();
        var weight = layer.get_parameter("weight")!;
        var bias = layer.get_parameter("bias")!;
        var y = layer.call(x);
        for (var i = 1; i < 3; i++)
        {
            y = layer.call(x);
        }
        var gradients = autograd.grad(
            [(y * wanted.Input("probe")).sum()],
            [weight, bias, x],
            retain_graph: true,
            create_graph: true
        );
        var second = autograd.grad([gradients[2].square().sum()], [weight])[0];
        wanted.Check("y", y);
        wanted.Check("dw", gradients[0]);
        wanted.Check("db", gradients[1]);
        wanted.Check("dx", gradients[2]);
        wanted.Check("dw2", second);
        wanted.Check("u", layer.get_buffer("u")!);
        wanted.Check("v", layer.get_buffer("v")!);
        layer.eval();
        wanted.Check("eval", layer.call(x));
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("wide")]
    [InlineData("conv")]
    [InlineData("transposed")]
    public void The_largest_singular_value_is_one_from_the_start_and_after_fifty_passes(string kind)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var layer = Large(kind);
        Largest(layer).Should().BeApproximately(1, 1e-5);
        var x = kind switch
        {
            "linear" => randn(1, 64),
            "wide" => randn(1, 512),
            "conv" => randn(1, 16, 3, 3),
            _ => randn(1, 32, 1, 1),
        };
        for (var i = 0; i < 50; i++)
        {
            layer.call(x);
        }
        Largest(layer).Should().BeApproximately(1, 1e-5);
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("conv")]
    [InlineData("transposed")]
    public void Fifty_power_iterations_from_random_vectors_find_it_too(string kind)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var layer = Large(kind);
        foreach (var vector in layer.buffers())
        {
            vector.copy_(nn.functional.normalize(randn(vector.shape), dim: 0));
        }
        Largest(layer).Should().BeGreaterThan(1.5, "random vectors underestimate σ");
        layer.PowerIterate(50);
        Largest(layer).Should().BeApproximately(1, 1e-3);
    }

    [Fact]
    public void A_matrix_too_large_to_decompose_starts_from_iterations()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var layer = new SpectralNorm(Linear(1100, 1030, hasBias: false));
        foreach (var vector in layer.buffers())
        {
            vector.norm().ToDouble().Should().BeApproximately(1, 1e-4);
        }
        linalg
            .norm(layer.NormalisedWeight().detach().mv(layer.get_buffer("v")!))
            .ToDouble()
            .Should()
            .BeApproximately(1, 1e-3);
    }

    [Fact]
    public void One_iteration_a_pass_keeps_up_with_a_weight_in_training()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var layer = new SpectralNorm(Linear(32, 24));
        var optimizer = optim.SGD(layer.parameters(), 0.5);
        for (var i = 0; i < 60; i++)
        {
            optimizer.zero_grad();
            layer.call(randn(16, 32)).square().mean().backward();
            optimizer.step();
        }
        Largest(layer).Should().BeApproximately(1, 0.01);
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("conv")]
    [InlineData("transposed")]
    public void What_was_saved_and_loaded_gives_the_same_outputs_bit_for_bit(string kind)
    {
        using var scope = NewDisposeScope();
        var saved = Make(kind);
        var loaded = Make(kind);
        var x = kind == "linear" ? randn(4, 7) : randn(2, 3, 6, 6);
        for (var i = 0; i < 3; i++)
        {
            saved.call(x);
        }
        var file = Path.GetTempFileName();
        Safetensors.Save(file, saved.state_dict());
        loaded.load_state_dict(Safetensors.Load(file).Tensors);
        File.Delete(file);
        Values(loaded.call(x))
            .Should()
            .Equal(Values(saved.call(x)), "the next pass of training starts from the same vectors");
        loaded.eval();
        saved.eval();
        Values(loaded.call(x)).Should().Equal(Values(saved.call(x)));
    }

    [Fact]
    public void Evaluation_changes_no_buffer_and_training_does()
    {
        using var scope = NewDisposeScope();
        var layer = Make("linear");
        nn.init.normal_(layer.get_parameter("weight")!); // another weight than the vectors have converged to
        var before = Copy(layer);
        layer.eval();
        var first = Values(layer.call(ones(2, 7)));
        Values(layer.call(ones(2, 7))).Should().Equal(first);
        foreach (var (name, value) in layer.state_dict())
        {
            Values(value).Should().Equal(Values(before[name]), name);
        }
        layer.train();
        layer.call(ones(2, 7));
        foreach (var name in new[] { "u", "v" })
        {
            Values(layer.state_dict()[name]).Should().NotEqual(Values(before[name]), name);
        }
    }

    [Fact]
    public void Several_passes_may_come_before_one_backward()
    {
        using var scope = NewDisposeScope();
        var layer = Make("linear");
        var x = randn(3, 7).requires_grad_();
        var real = layer.call(x).sum();
        var fake = layer.call(randn(3, 7)).sum();
        layer.eval();
        var still = layer.call(x).sum();
        layer.train();
        var slope = autograd.grad([layer.call(x).sum()], [x], retain_graph: true, create_graph: true)[0];
        (fake - real + still + slope.square().sum()).backward();
        layer.get_parameter("weight")!.grad!.isfinite().all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void No_input_is_stretched_by_more_than_one()
    {
        using var scope = NewDisposeScope();
        var layer = new SpectralNorm(Linear(20, 20, hasBias: false));
        nn.init.normal_(layer.get_parameter("weight")!, 0, 100);
        layer.Restart();
        var x = randn(500, 20);
        (layer.call(x).norm(1) / x.norm(1)).max().ToDouble().Should().BeLessThanOrEqualTo(1.001);
    }

    [Fact]
    public void Vectors_that_a_moving_average_has_shortened_normalise_all_the_same()
    {
        using var scope = NewDisposeScope();
        var layer = Make("linear");
        layer.eval();
        var expected = layer.call(ones(2, 7)).detach();
        using (no_grad())
        {
            layer.get_buffer("u")!.mul_(0.5);
        }
        layer.call(ones(2, 7)).allclose(expected, rtol: 1e-5, atol: 1e-6).Should().BeTrue();
    }

    [Fact]
    public void What_it_cannot_take_is_named()
    {
        new Action(() => new SpectralNorm(Linear(2, 2), iterations: -1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("iterations must be at least 0, but was -1.*");
        new Action(() => new SpectralNorm((TorchSharp.Modules.Linear)null!)).Should().Throw<ArgumentNullException>();
        new Action(() => new SpectralNorm(Conv2d(1, 1, 3, padding: 1, padding_mode: PaddingModes.Reflect)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "SpectralNorm takes convolutions with a number of zeros as padding, but this one has Reflect. "
                    + "Pad before it.*"
            );
        new Action(() => new SpectralNorm(ConvTranspose2d(2, 2, 3, groups: 2)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*transposed convolutions of 1 group, but this one has 2.*");
    }
}
