using System.Diagnostics;
using TorchSharp;
using static Gan.Kernels.Tests.Convolutions.Convolving;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Kernels.Tests.Convolutions;

/// <summary>Who owns what the kernels' functions of autograd make, and which gradients they make.</summary>
[CollectionDefinition(nameof(ConvolutionFunctionTests), DisableParallelization = true)]
[Collection(nameof(ConvolutionFunctionTests))]
public sealed class ConvolutionFunctionTests
{
    [Fact]
    public void A_result_belongs_to_the_callers_scope_and_nothing_else_does()
    {
        using var owned = NewDisposeScope();
        var x = randn(16, 32, 16, 16).requires_grad_();
        var w = Laid(randn([32, 32, 4, 4], float64)).requires_grad_();
        using (no_grad())
        {
            new Convolving(false, 2, 1).Fast(x, w).Dispose();
        }
        foreach (var convolving in new[] { new Convolving(false, 2, 1), new Convolving(true, 2, 1) })
        {
            foreach (var graph in new[] { true, false })
            {
                using var mode = set_grad_enabled(graph);
                using var inner = NewDisposeScope();
                var y = convolving.Fast(x, w);
                inner.DisposablesCount.Should().Be(1);
                inner.Contains(y).Should().BeTrue();
                y.requires_grad.Should().Be(graph);
            }
        }
    }

    [Fact]
    public void Gradients_outlive_the_scope_they_were_made_in()
    {
        using var owned = NewDisposeScope();
        var x = randn(16, 32, 16, 16);
        var w = Laid(randn([32, 32, 4, 4], float64)).requires_grad_();
        var convolving = new Convolving(false, 2, 1);
        using (NewDisposeScope())
        {
            convolving.Fast(x, w).pow(2).sum().backward();
        }
        using (NewDisposeScope())
        {
            convolving.Fast(randn(16, 32, 16, 16), w).sum().backward();
        }
        var expected = w.detach().requires_grad_();
        convolving.ByTorch(x, expected).pow(2).sum().backward();
        using (NewDisposeScope())
        {
            w.grad = null;
        }
        using (NewDisposeScope())
        {
            convolving.Fast(x, w).pow(2).sum().backward();
        }
        Norm(w.grad! - expected.grad!).Should().BeLessThan(1e-5 * Norm(expected.grad!));
    }

    [Fact]
    public void Backward_passes_run_on_the_thread_that_asked_and_leave_out_weights_where_only_inputs_count()
    {
        using var owned = NewDisposeScope();
        foreach (var (channels, transposed) in new[] { (32, false), (32, true), (3, false), (3, true) })
        {
            var x = randn(16, transposed ? 32 : channels, 16, 16).requires_grad_();
            var w = Laid(randn([32, channels, 4, 4], float64)).requires_grad_();
            var b = randn(transposed ? channels : 32).requires_grad_();
            var y = new Convolving(transposed, 2, 1).Fast(x, w, b);
            using (LayerKernels.ForInputGradients())
            {
                y.pow(2).sum().backward(retain_graph: true);
            }
            x.grad.Should().NotBeNull();
            w.grad.Should().BeNull();
            b.grad.Should().BeNull();
            y.pow(2).sum().backward();
            w.grad.Should().NotBeNull();
            b.grad.Should().NotBeNull();
        }
    }

    [Fact]
    public void A_penalty_of_gradients_still_reaches_the_weights()
    {
        using var owned = NewDisposeScope();
        var x = randn(16, 32, 16, 16);
        var w = Laid(randn([32, 32, 4, 4], float64));
        Tensor Penalty(Tensor input, Tensor weight, Func<Tensor, Tensor, Tensor?, Tensor> convolve)
        {
            input = input.detach().requires_grad_();
            weight = weight.detach().requires_grad_();
            using (LayerKernels.ForInputGradients())
            {
                var y = convolve(input, weight, null);
                var gradient = autograd.grad([y.pow(2).sum()], [input], retain_graph: true, create_graph: true)[0];
                input = gradient.pow(2).sum();
            }
            input.backward();
            return weight.grad!;
        }
        var convolving = new Convolving(false, 2, 1);
        var exact = Penalty(x.to(float64), w.to(float64), convolving.ByTorch);
        Norm(Penalty(x, w, convolving.Fast).to(float64) - exact).Should().BeLessThan(1e-5 * Norm(exact));
    }

    [Fact]
    public void Three_thousand_passes_leave_no_tensor_and_no_memory_behind()
    {
        using var owned = NewDisposeScope();
        var x = randn(16, 3, 8, 8).requires_grad_();
        var w = Laid(randn([32, 3, 4, 4], float64)).requires_grad_();
        var v = Laid(randn([32, 32, 4, 4], float64)).requires_grad_();
        void Pass()
        {
            using var step = NewDisposeScope();
            var y = new Convolving(false, 2, 1).Fast(x, w);
            var z = new Convolving(true, 2, 1).Try(y, v) ?? new Convolving(false, 1, 1).ByTorch(y, v);
            foreach (var gradient in autograd.grad([z.sum()], [x, w, v]))
            {
                gradient.Dispose();
            }
        }
        var threads = get_num_threads();
        try
        {
            set_num_threads(1); // threads that wait for each other take most of such small passes beside other work
            for (var i = 0; i < 500; i++)
            {
                Pass();
            }
            var tensors = Tensor.TotalCount;
            var before = Resident();
            for (var i = 0; i < 3_000; i++)
            {
                Pass();
            }
            (Tensor.TotalCount - tensors).Should().BeLessThan(20);
            (Resident() - before).Should().BeLessThan(20 << 20);
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    /// <summary>With and without bias; gradients of input, weight and bias, some or none.</summary>
    [Theory]
    [InlineData(1, 24, 5, 2, 3)]
    [InlineData(3, 16, 4, 2, 3)]
    [InlineData(32, 64, 4, 2, 20)]
    [InlineData(32, 32, 5, 1, 20)]
    [InlineData(64, 32, 5, 2, 20)]
    [InlineData(32, 32, 3, 1, 20)]
    public void Whatever_asks_for_a_gradient_gets_it(long channels, long maps, long kernel, long stride, long batch)
    {
        manual_seed(5);
        using var scope = NewDisposeScope();
        var image = randn([batch, channels, 13, 14], float64);
        var made = randn([batch, maps, 9, 10], float64);
        var w = randn([maps, channels, kernel, kernel], float64);
        (bool X, bool W, bool Bias, bool Biased)[] cases =
        [
            (true, true, false, false),
            (true, false, false, true),
            (false, true, false, false),
            (false, false, true, true),
            (true, true, true, true),
        ];
        foreach (var transposed in new[] { false, true })
        {
            foreach (var wanted in cases)
            {
                using var inner = NewDisposeScope();
                var convolving = new Convolving(transposed, stride, 1);
                var x = transposed ? made : image;
                var b = randn([transposed ? channels : maps], float64);
                Tensor[] Gradients(Tensor x, Tensor w, Tensor b, Func<Tensor, Tensor, Tensor?, Tensor> convolve)
                {
                    Tensor[] leaves =
                    [
                        x.detach().requires_grad_(wanted.X),
                        w.detach().requires_grad_(wanted.W),
                        b.detach().requires_grad_(wanted.Bias),
                    ];
                    var y = convolve(leaves[0], leaves[1], wanted.Biased ? leaves[2] : null);
                    (y * y.detach()).sum().backward();
                    return [y.detach(), .. leaves.Select(leaf => leaf.grad).OfType<Tensor>()];
                }
                var fast = Gradients(x.to(float32), Laid(w), b.to(float32), convolving.Fast);
                var exact = Gradients(x, w, b, convolving.ByTorch);
                fast.Should().HaveSameCount(exact);
                for (var i = 0; i < exact.Length; i++)
                {
                    var ofBias = wanted.Bias && i == exact.Length - 1;
                    var scale = ofBias ? exact[0].abs().sum().item<double>() : Norm(exact[i]);
                    Norm(fast[i].to(float64) - exact[i])
                        .Should()
                        .BeLessThan(1e-5 * scale, "{0}, {1}, {2}", i, convolving, wanted);
                }
            }
        }
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
