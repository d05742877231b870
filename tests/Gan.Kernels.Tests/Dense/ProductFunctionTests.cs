using TorchSharp;
using static Gan.Kernels.Tests.BesideDoubles;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Kernels.Tests.Dense;

/// <summary>Linear layers beside libtorch's in doubles, on processors with AVX-512.</summary>
public sealed class ProductFunctionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly ProcessorKernels kernels = new();

    public ProductFunctionTests() => manual_seed(5);

    [Avx512Fact]
    public void A_layer_agrees_with_doubles_up_to_the_second_gradient()
    {
        var random = new Random(11);
        for (var i = 0; i < 20; i++)
        {
            using var inner = NewDisposeScope();
            long samples = random.Next(60, 200);
            long inputs = random.Next(100, 400);
            var outputs = (1L << 23) / samples / inputs + random.Next(1, 99);
            Tensor[] given = [Doubles(samples, inputs), Doubles(outputs, inputs), Doubles(outputs)];
            var near = $"{samples} x {inputs} to {outputs}";
            if (i % 4 == 3)
            {
                Compare(given[..2], t => Layer(t[0], t[1], null), t => functional.linear(t[0], t[1]), near);
            }
            else
            {
                Compare(given, t => Layer(t[0], t[1], t[2]), t => functional.linear(t[0], t[1], t[2]), near);
            }
        }
    }

    // Whole numbers have no rounding, so that every result is exact at all edges of the blocks.
    [Avx512Theory]
    [InlineData(64, 400, 401)]
    [InlineData(65, 401, 399)]
    [InlineData(66, 402, 400)]
    [InlineData(71, 403, 415)]
    [InlineData(72, 404, 416)]
    [InlineData(2048, 33, 130)]
    public void A_layer_of_whole_numbers_is_exact(long samples, long inputs, long outputs)
    {
        Tensor[] given =
        [
            randint(-3, 4, [samples, inputs], ScalarType.Float64),
            randint(-3, 4, [outputs, inputs], ScalarType.Float64),
            randint(-3, 4, [outputs], ScalarType.Float64),
        ];
        var slopes = randint(-2, 3, [samples, outputs], ScalarType.Float64);
        var fast = Once(given, Single, t => Layer(t[0], t[1], t[2]), y => y * Single(slopes));
        var exact = Once(given, Double, t => functional.linear(t[0], t[1], t[2]), y => y * slopes);
        for (var i = 0; i < exact.Length; i++)
        {
            fast[i].to(ScalarType.Float64).eq(exact[i]).all().ToBoolean().Should().BeTrue("result {0}", i);
        }
    }

    [Avx512Fact]
    public void One_thread_and_two_give_the_same_bits()
    {
        Tensor[] given = [randn(100, 300), randn(333, 300), randn(333)];
        Tensor[] Results(int count)
        {
            using var threads = new Threads(count);
            return Once(given, t => t.clone(), t => Layer(t[0], t[1], t[2]), y => y.square());
        }
        var one = Results(1);
        var two = Results(2);
        // The last is the bias's gradient, which libtorch adds up.
        for (var i = 0; i < one.Length - 1; i++)
        {
            two[i].equal(one[i]).all().ToBoolean().Should().BeTrue("result {0}", i);
        }
    }

    [Avx512Fact]
    public void Gradients_of_weights_are_left_out_where_an_input_is_asked_for_alone()
    {
        var x = randn(100, 300).requires_grad_();
        var w = randn(300, 300).requires_grad_();
        var b = randn(300).requires_grad_();
        using (LayerKernels.ForInputGradients())
        {
            Layer(x, w, b).sum().backward();
        }
        x.grad.Should().NotBeNull();
        w.grad.Should().BeNull();
        b.grad.Should().BeNull();
    }

    [Fact]
    public void What_gains_nothing_or_is_of_another_kind_is_left_to_libtorch()
    {
        kernels.Linear(randn(2, 3), randn(10, 3), randn(10)).Should().BeNull();
        kernels.Linear(randn(400, 301), randn(300, 300), null).Should().BeNull("libtorch says what is wrong");
        kernels.Linear(Doubles(400, 300), Doubles(300, 300), null).Should().BeNull();
        kernels.Linear(randn(4, 100, 300), randn(300, 300), null).Should().BeNull();
        using var narrow = VectorWidth.Force(256);
        kernels.Linear(randn(400, 300), randn(300, 300), null).Should().BeNull("MKL is as fast");
    }

    private Tensor Layer(Tensor input, Tensor weight, Tensor? bias) => kernels.Linear(input, weight, bias)!;

    public void Dispose() => scope.Dispose();
}

/// <summary>A test of what only processors with AVX-512 do.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class Avx512FactAttribute : FactAttribute
{
    internal const string Reason = "This processor has no AVX-512.";

    public Avx512FactAttribute()
    {
        if (VectorWidth.Bits < 512)
        {
            Skip = Reason;
        }
    }
}

/// <summary>The same with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class Avx512TheoryAttribute : TheoryAttribute
{
    public Avx512TheoryAttribute()
    {
        if (VectorWidth.Bits < 512)
        {
            Skip = Avx512FactAttribute.Reason;
        }
    }
}
