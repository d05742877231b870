using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Adam = TorchSharp.Modules.Adam;

namespace Gan.Kernels.Tests.Optimizers;

public sealed class AdamTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly ProcessorKernels kernels = new();

    public AdamTests() => manual_seed(3);

    // Printed by torch.optim.Adam of PyTorch 1.13 after the same six steps.
    [Fact]
    public void Six_steps_give_the_weights_that_PyTorch_gives()
    {
        var p = new Parameter(tensor(new[] { 0.5f, -1.25f, 2, 0 }));
        using var adam = Fused([p], 0.1, 0.9, 0.999);
        for (var t = 1; t <= 6; t++)
        {
            p.grad = tensor(new[] { 0.1f * t, -0.3f + 0.2f * t, 1.5f - 0.7f * t, 0.05f });
            adam.step();
        }
        float[] expected = [-0.082726292f, -1.4606181f, 1.9977176f, -0.59999985f];
        p.data<float>().ToArray().Should().Equal(expected, (a, b) => Math.Abs(a - b) < 2e-6);
    }

    // Printed by torch.optim.Adam of PyTorch 1.13 whose param_groups[0]["betas"] were set before each step.
    [Fact]
    public void A_β2_that_changes_before_each_step_gives_the_weights_that_PyTorch_gives()
    {
        float[] expected = [-0.123980008f, -1.60848892f, 2.17920017f, -0.516930938f];
        var p = new Parameter(tensor(new[] { 0.5f, -1.25f, 2, 0 }));
        var q = new Parameter(p.detach().clone());
        using var fused = Fused([p], 0.1, 0.5, 0.9);
        using var plain = optim.Adam([q], 0.1, 0.5, 0.9);
        foreach (var (adam, weights) in new[] { ((optim.Optimizer)fused, p), (plain, q) })
        {
            for (var t = 1; t <= 6; t++)
            {
                ((optim.IBetas)adam.ParamGroups.Single()).Betas = (0.5, 0.9 + 0.015 * (t - 1));
                weights.grad = tensor(new[] { 0.1f * t, -0.3f + 0.2f * t, 1.5f - 0.7f * t, 0.05f });
                adam.step();
            }
            weights.data<float>().ToArray().Should().Equal(expected, (a, b) => Math.Abs(a - b) < 2e-6);
        }
    }

    // Layouts: contiguous, channels last, gradients of another layout, odd sizes, a single number.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Steps_follow_TorchSharps_own_in_doubles(int count)
    {
        using var threads = new Threads(count);
        Tensor[] starts =
        [
            randn(7, 13),
            randn(300, 401),
            randn(8, 4, 4, 16).permute(0, 3, 1, 2),
            randn(8, 16, 4, 4),
            randn(1),
            tensor(2f),
        ];
        Parameter[] own = [.. starts.Select(t => new Parameter(t.clone()))];
        Parameter[] exact = [.. starts.Select(t => new Parameter(t.to(ScalarType.Float64)))];
        using var fused = Fused(own, 1e-2, 0.5, 0.999);
        using var plain = optim.Adam(exact, 1e-2, 0.5, 0.999);
        for (var step = 0; step < 5; step++)
        {
            for (var i = 0; i < own.Length; i++)
            {
                var slope = randn(starts[i].shape);
                if (step == 3 && slope.dim() == 2)
                {
                    slope = randn(starts[i].size(1), starts[i].size(0)).t();
                }
                own[i].grad = slope;
                exact[i].grad = slope.to(ScalarType.Float64);
            }
            fused.step();
            plain.step();
        }
        for (var i = 0; i < own.Length; i++)
        {
            (own[i] - exact[i]).abs().max().ToDouble().Should().BeLessThan(1e-6, "parameter {0}", i);
        }
    }

    [Fact]
    public void One_thread_and_two_give_the_same_bits()
    {
        var start = randn(333, 501);
        var slope = randn(333, 501);
        Tensor Result(int count)
        {
            using var threads = new Threads(count);
            var p = new Parameter(start.clone()) { grad = slope };
            using var adam = Fused([p], 1e-2, 0.5, 0.9);
            adam.step();
            adam.step();
            return p;
        }
        Result(2).equal(Result(1)).all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void Its_state_is_TorchSharps_own_and_goes_there_and_back()
    {
        var p = new Parameter(randn(5, 6));
        using var fused = Fused([p], 1e-2, 0.5, 0.9);
        p.grad = randn(5, 6);
        fused.step();
        var q = new Parameter(p.detach().clone());
        using var plain = optim.Adam([q], 1e-2, 0.5, 0.9);
        using var file = new MemoryStream();
        fused.save_state_dict(new BinaryWriter(file));
        file.Position = 0;
        plain.load_state_dict(new BinaryReader(file));
        plain.state_dict().State[0].ApproximatelyEquals(fused.state_dict().State[0]).Should().BeTrue();
        p.grad = randn(5, 6);
        q.grad = p.grad.clone();
        fused.step();
        plain.step();
        (p - q).abs().max().ToDouble().Should().BeLessThan(1e-6);
        ((Adam.State)fused.state_dict().State[0]).step.Should().Be(2);
    }

    [Fact]
    public void A_parameter_without_a_gradient_keeps_its_value_and_its_step_count()
    {
        Parameter p = new(randn(4));
        Parameter q = new(ones(4));
        using var adam = Fused([p, q], 1e-2, 0.5, 0.9);
        p.grad = ones(4);
        adam.step();
        q.eq(1).all().ToBoolean().Should().BeTrue();
        adam.state_dict().State.Cast<Adam.State>().Select(s => s.step).Should().Equal(1, 0);
    }

    [Fact]
    public void Backward_through_weights_that_a_step_changed_is_refused()
    {
        var p = new Parameter(randn(4));
        using var adam = Fused([p], 1e-2, 0.5, 0.9);
        var loss = (p * p).sum();
        p.grad = ones(4);
        adam.step();
        var back = () => loss.backward();
        back.Should().Throw<Exception>().WithMessage("*modified by an inplace operation*");
    }

    [Fact]
    public void Options_that_it_does_not_know_take_TorchSharps_step()
    {
        Parameter p = new(ones(4));
        Parameter q = new(ones(4));
        using var fused = Fused([p], 1e-2, 0.5, 0.9);
        using var plain = optim.Adam([q], 1e-2, 0.5, 0.9, weight_decay: 0.1);
        foreach (var group in fused.ParamGroups.OfType<Adam.ParamGroup>())
        {
            group.Options.weight_decay = 0.1;
        }
        p.grad = ones(4);
        q.grad = ones(4);
        fused.step();
        plain.step();
        p.equal(q).all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void A_step_leaves_no_tensor_behind()
    {
        var p = new Parameter(randn(8, 3, 3, 16).permute(0, 3, 1, 2));
        using var adam = Fused([p], 1e-2, 0.5, 0.9);
        p.grad = randn(8, 16, 3, 3);
        adam.step();
        var before = Tensor.TotalCount;
        for (var i = 0; i < 1000; i++)
        {
            adam.step();
        }
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
    }

    [Fact]
    public void Doubles_are_left_to_TorchSharp() =>
        kernels.Adam([new Parameter(ones(3, ScalarType.Float64))], 1e-2, 0.5, 0.9, 1e-8).Should().BeNull();

    public void Dispose() => scope.Dispose();

    private OptimizerHelper Fused(Parameter[] parameters, double lr, double beta1, double beta2) =>
        (OptimizerHelper)kernels.Adam(parameters, lr, beta1, beta2, 1e-8)!;
}
