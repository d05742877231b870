using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Torch.Tests.Nn.Functional;

/// <summary>Linear layers, batch statistics of rows and the maximum over pieces go through kernels of the engine in float32 on the CPU; doubles take libtorch's operators.</summary>
public sealed class DenseTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public DenseTests() => manual_seed(5);

    [Fact]
    public void A_linear_layer_agrees_with_the_plain_operator_up_to_the_second_gradient()
    {
        var random = new Random(11);
        for (var i = 0; i < 20; i++)
        {
            using var inner = NewDisposeScope();
            long batch = random.Next(30, 120), inputs = random.Next(1, 260), outputs = Math.Max(random.Next(1, 300), (1 << 20) / (batch * inputs) + 1);
            Tensor[] given = [randn([batch, inputs], float64), randn([outputs, inputs], float64), randn([outputs], float64)];
            var biased = i % 2 == 0;
            Compare(given, t => functional.linear(t[0], t[1], biased ? t[2] : null) + (biased ? 0 : 0 * t[2].sum()), $"{batch} x {inputs} x {outputs}");
        }
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, true)]
    public void A_linear_layer_computes_the_gradients_that_are_asked_for(bool toInput, bool toWeight, bool toBias)
    {
        Tensor x = randn([70, 130], float64), w = randn([150, 130], float64), b = randn([150], float64), weights = randn([70, 150], float64);
        Tensor[] Results(Func<Tensor, Tensor> As)
        {
            Tensor a = As(x).requires_grad_(toInput), v = As(w).requires_grad_(toWeight), c = As(b).requires_grad_(toBias);
            (functional.linear(a, v, c) * As(weights)).sum().backward();
            return [.. new[] { a, v, c }.Select(t => t.grad).OfType<Tensor>()];
        }
        Near(Results(Single), Results(Double), "gradients");
    }

    [Fact]
    public void Gradients_that_are_mostly_zero_agree_with_the_plain_operator()
    {
        var random = new Random(13);
        for (var i = 0; i < 30; i++)
        {
            using var inner = NewDisposeScope();
            long batch = random.Next(1, 130), inputs = random.Next(16, 460), outputs = Math.Max(random.Next(64, 400), (1 << 20) / (batch * inputs) + 1);
            Tensor x = randn([batch, inputs], float64), w = randn([outputs, inputs], float64), g = randn([batch, outputs], float64);
            g = g * (rand([batch, outputs], float64) < 0.3 * random.NextDouble()).to(float64); // with zeros of both signs
            if (i % 5 == 0) g[batch / 3] = 1; // a row that is full
            if (i % 3 == 0) g[batch / 2] = 0;
            if (i % 4 == 0) g.select(1, outputs / 2).fill_(2); // a column that is full
            Tensor[] Results(Func<Tensor, Tensor> As)
            {
                Tensor a = As(x).requires_grad_(), v = As(w).requires_grad_();
                functional.linear(a, v).backward([As(g)]);
                return [a.grad!, v.grad!];
            }
            Near(Results(Single), Results(Double), $"{batch} x {inputs} x {outputs}");
        }
    }

    // Whole numbers have no rounding, so that equal pieces are equal on both sides and every result is exact.
    [Theory]
    [InlineData(200, 40, 200, 5)]
    [InlineData(100, 200, 64, 6)]
    [InlineData(33, 17, 500, 4)]
    public void A_maxout_layer_is_exact_on_whole_numbers(long batch, long inputs, long units, long pieces)
    {
        Tensor x = randint(-3, 4, [batch, inputs], float64), w = randint(-3, 4, [units * pieces, inputs], float64), b = randint(-3, 4, [units * pieces], float64);
        var weights = randint(1, 4, [batch, units], float64);
        Tensor[] Results(Func<Tensor, Tensor> As)
        {
            Tensor a = As(x).requires_grad_(), v = As(w).requires_grad_(), c = As(b).requires_grad_();
            var y = functional.max_pool2d(functional.linear(a, v, c).view(-1, pieces, 1, units).permute(0, 3, 1, 2), (pieces, 1)).flatten(1);
            (y * As(weights)).sum().backward();
            return [y.detach(), a.grad!, v.grad!, c.grad!];
        }
        var (fast, exact) = (Results(Single), Results(Double));
        for (var i = 0; i < exact.Length; i++) fast[i].to(float64).eq(exact[i]).all().ToBoolean().Should().BeTrue("result {0}", i);
    }

    [Fact]
    public void The_maximum_over_a_whole_image_agrees_up_to_the_second_gradient_and_on_numbers_that_are_none()
    {
        var random = new Random(17);
        for (var i = 0; i < 12; i++)
        {
            using var inner = NewDisposeScope();
            long batch = random.Next(1, 40), channels = random.Next(16, 90), height = random.Next(1, 6), width = random.Next(1, 4);
            Tensor[] given = [randn([batch, height, width, channels], float64)];
            Compare(given, t => functional.max_pool2d(t[0].permute(0, 3, 1, 2), (height, width)), $"{batch} x {channels} x {height} x {width}");
        }
        var odd = full([2, 3, 1, 16], 1f);
        odd[0, 1] = float.NaN;
        odd[1] = float.NegativeInfinity;
        var largest = functional.max_pool2d(odd.permute(0, 3, 1, 2), (3, 1));
        largest.shape.Should().Equal(2, 16, 1, 1);
        largest[0].isnan().all().ToBoolean().Should().BeTrue();
        largest[1].eq(double.NegativeInfinity).all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void Batch_statistics_of_rows_agree_up_to_the_second_gradient()
    {
        var random = new Random(19);
        for (var i = 0; i < 20; i++)
        {
            using var inner = NewDisposeScope();
            long batch = random.Next(3, 200), channels = random.Next(1, 150);
            Tensor[] given = [randn([batch, channels], float64) * 3 + 2, randn([channels], float64), randn([channels], float64)];
            var affine = i % 2 == 0;
            Compare(given, t => functional.batch_norm(t[0], null!, null!, affine ? t[1] : null, affine ? t[2] : null, training: true, eps: 1e-3) * (affine ? 1 : t[1] + t[2]),
                $"{batch} x {channels}");
        }
    }

    [Fact]
    public void Batch_statistics_of_rows_follow_the_batches()
    {
        Tensor Results(Func<Tensor, Tensor> As, Tensor x)
        {
            Tensor mean = As(zeros(70, dtype: float64)), variance = As(ones(70, dtype: float64));
            var outputs = x.unbind(0).Select(batch => functional.batch_norm(As(batch), mean, variance, training: true, momentum: 0.3)).ToArray();
            return cat([.. outputs, mean.unsqueeze(0), variance.unsqueeze(0)]);
        }
        var batches = randn([3, 130, 70], float64) + 5;
        Near([Results(Single, batches)], [Results(Double, batches)], "outputs, means and variances");
    }

    [Fact]
    public void Inputs_laid_out_otherwise_give_the_same()
    {
        Tensor x = randn([130, 90], float64).t(), w = randn([160, 260], float64).narrow(1, 0, 130), b = randn([320], float64).slice(0, 0, 320, 2);
        Near([functional.linear(Single(x), w.to(float32).narrow(1, 0, 130), Single(b))], [functional.linear(x, w, b)], "linear");
        Near([functional.batch_norm(x.to(float32), null!, null!, training: true)], [functional.batch_norm(x, null!, null!, training: true)], "batch norm");
    }

    public void Dispose() => scope.Dispose();

    private static Tensor Single(Tensor t) => t.detach().to(float32);

    private static Tensor Double(Tensor t) => t.detach().clone();

    private static void Compare(Tensor[] given, Func<Tensor[], Tensor> f, string what)
    {
        Near(Run(given, Single, f), Run(given, Double, f), what);
        Near(Once(given, Single, f), Once(given, Double, f), what + ", gradients once");
    }

    private static Tensor[] Run(Tensor[] given, Func<Tensor, Tensor> As, Func<Tensor[], Tensor> f)
    {
        Tensor[] inputs = [.. given.Select(t => As(t).requires_grad_())];
        var y = f(inputs);
        var first = autograd.grad([y.pow(3).sum()], inputs, create_graph: true, retain_graph: true);
        var second = autograd.grad([first.Select(g => g.pow(2).sum()).Aggregate((a, b) => a + b)], inputs);
        return [y.detach(), .. first.Select(g => g.detach()), .. second];
    }

    private static Tensor[] Once(Tensor[] given, Func<Tensor, Tensor> As, Func<Tensor[], Tensor> f)
    {
        Tensor[] inputs = [.. given.Select(t => As(t).requires_grad_())];
        f(inputs).pow(3).sum().backward();
        return [.. inputs.Select(t => t.grad!)];
    }

    private static void Near(Tensor[] fast, Tensor[] exact, string what)
    {
        fast.Should().HaveSameCount(exact);
        for (var i = 0; i < exact.Length; i++)
            (fast[i].to(float64) - exact[i]).norm().item<double>().Should().BeLessThan(1e-5 * exact[i].norm().item<double>() + 1e-9, "result {0} of {1}", i, what);
    }
}
