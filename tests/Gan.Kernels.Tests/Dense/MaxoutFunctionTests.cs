using TorchSharp;
using static Gan.Kernels.Tests.BesideDoubles;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Kernels.Tests.Dense;

/// <summary>Maxout and the largest over pieces beside libtorch's operators in doubles.</summary>
public sealed class MaxoutFunctionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly ProcessorKernels kernels = new();

    public MaxoutFunctionTests() => manual_seed(5);

    [Fact]
    public void Maxout_agrees_with_doubles_up_to_the_second_gradient()
    {
        var random = new Random(11);
        for (var i = 0; i < 25; i++)
        {
            using var inner = NewDisposeScope();
            long samples = random.Next(30, 120);
            long inputs = random.Next(1, 260);
            var pieces = random.Next(2, 7);
            var units = (1 << 13) / samples / pieces + random.Next(1, 90);
            Tensor[] given = [Doubles(samples, inputs), Doubles(units * pieces, inputs), Doubles(units * pieces)];
            var near = $"{samples} x {inputs} to {units} of {pieces}";
            Compare(given, t => kernels.Maxout(t[0], t[1], t[2], pieces)!, t => Plain(t, pieces), near);
        }
    }

    // Whole numbers have no rounding, so that equal pieces are equal on both sides and every result is exact.
    [Theory]
    [InlineData(200, 40, 200, 5)]
    [InlineData(100, 200, 64, 6)]
    [InlineData(33, 17, 500, 4)]
    [InlineData(50, 1, 103, 3)]
    public void Maxout_is_exact_on_whole_numbers_and_gives_a_tie_to_the_first(
        long samples,
        long inputs,
        long units,
        int pieces
    )
    {
        Tensor[] given =
        [
            randint(-3, 4, [samples, inputs], ScalarType.Float64),
            randint(-3, 4, [units * pieces, inputs], ScalarType.Float64),
            randint(-3, 4, [units * pieces], ScalarType.Float64),
        ];
        var slopes = randint(1, 4, [samples, units], ScalarType.Float64);
        var fast = Once(given, Single, t => kernels.Maxout(t[0], t[1], t[2], pieces)!, y => y * Single(slopes));
        var exact = Once(given, Double, t => Plain(t, pieces), y => y * slopes);
        for (var i = 0; i < exact.Length; i++)
        {
            fast[i].to(ScalarType.Float64).eq(exact[i]).all().ToBoolean().Should().BeTrue("result {0}", i);
        }
    }

    [Fact]
    public void One_thread_and_two_give_the_same_bits()
    {
        Tensor[] given = [randn(90, 130), randn(5 * 70, 130), randn(5 * 70)];
        Tensor[] Results(int count)
        {
            using var threads = new Threads(count);
            var made = kernels.Maxout(given[0], given[1], given[2], 5)!;
            return [made, .. Gradients(given)];
        }
        var one = Results(1);
        var two = Results(2);
        for (var i = 1; i < one.Length; i++)
        {
            two[i].equal(one[i]).all().ToBoolean().Should().BeTrue("result {0}", i);
        }
    }

    // The layer's products are libtorch's, so that slopes given here decide alone; units are split among threads.
    private static Tensor[] Gradients(Tensor[] given)
    {
        var slopes = linspace(-1, 1, 90 * 70).view(90, 70);
        var numbers = arange(90 * 70).remainder(5).to(ScalarType.Int32).view(90, 70);
        var gradients = new MaxoutGradients(slopes, numbers, 5, 130);
        var (weight, bias) = gradients.OfWeights(given[0]);
        return [gradients.OfInput(given[1]), weight, bias];
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Only_gradients_that_are_asked_for_are_made(bool toInput, bool toWeight)
    {
        var x = randn(90, 30).requires_grad_(toInput);
        var w = randn(350, 30).requires_grad_(toWeight);
        var b = randn(350).requires_grad_(toWeight);
        var y = kernels.Maxout(x, w, b, 5)!;
        y.requires_grad.Should().Be(toInput || toWeight);
        if (!y.requires_grad)
        {
            return;
        }
        y.sum().backward();
        (x.grad is not null).Should().Be(toInput);
        (w.grad is not null).Should().Be(toWeight);
        (b.grad is not null).Should().Be(toWeight);
    }

    [Fact]
    public void Gradients_of_weights_are_left_out_where_an_input_is_asked_for_alone()
    {
        var x = randn(90, 30).requires_grad_();
        var w = randn(350, 30).requires_grad_();
        var b = randn(350).requires_grad_();
        using (LayerKernels.ForInputGradients())
        {
            kernels.Maxout(x, w, b, 5)!.sum().backward();
        }
        x.grad.Should().NotBeNull();
        w.grad.Should().BeNull();
    }

    [Fact]
    public void A_pass_leaves_nothing_but_its_result_in_the_callers_scope()
    {
        var x = randn(90, 30).requires_grad_();
        var w = randn(350, 30).requires_grad_();
        var b = randn(350).requires_grad_();
        var before = scope.DisposablesCount;
        using (var loss = kernels.Maxout(x, w, b, 5)!.sum())
        {
            loss.backward();
        }
        (scope.DisposablesCount - before).Should().Be(1, "the layer's result");
    }

    [Fact]
    public void What_gains_nothing_or_is_of_another_kind_is_left_to_libtorch()
    {
        kernels.Maxout(randn(2, 3), randn(10, 3), randn(10), 5).Should().BeNull();
        kernels.Maxout(randn(200, 3), randn(1001, 3), randn(1001), 5).Should().BeNull();
        kernels.Maxout(randn(200, 3), randn(1000, 4), randn(1000), 5).Should().BeNull();
        kernels.Maxout(Doubles(200, 3), Doubles(1000, 3), Doubles(1000), 5).Should().BeNull();
        kernels.Maxout(randn(3, 200).t(), randn(1000, 3), randn(1000), 5).Should().BeNull();
    }

    [Fact]
    public void Memory_is_flat_over_many_calls()
    {
        var x = randn(90, 8).requires_grad_();
        var w = randn(350, 8).requires_grad_();
        var b = randn(350).requires_grad_();
        void Step()
        {
            using var inner = NewDisposeScope();
            kernels.Maxout(x, w, b, 5)!.sum().backward();
            x.grad = null;
            w.grad = null;
            b.grad = null;
        }
        for (var i = 0; i < 500; i++)
        {
            Step();
        }
        var tensors = Tensor.TotalCount;
        var bytes = Environment.WorkingSet;
        for (var i = 0; i < 20_000; i++)
        {
            Step();
        }
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(tensors + 100);
        (Environment.WorkingSet - bytes).Should().BeLessThan(64 << 20);
    }

    public void Dispose() => scope.Dispose();

    private static Tensor Plain(Tensor[] t, int pieces) =>
        functional.linear(t[0], t[1], t[2]).view(t[0].size(0), pieces, -1).max(1).values;
}
