using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Torch.Tests.Tensors;

public sealed class TensorTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void A_tensor_knows_its_shape_and_type()
    {
        var x = zeros(2, 3, dtype: float64);
        x.shape.Should().Equal(2, 3);
        x.size().Should().Equal(2, 3);
        x.size(-1).Should().Be(3);
        x.stride().Should().Equal(3, 1);
        x.dim().Should().Be(2);
        x.ndim.Should().Be(2);
        x.numel().Should().Be(6);
        x.dtype.Should().Be(ScalarType.Float64);
        x.ElementSize.Should().Be(8);
        x.device_type.Should().Be(DeviceType.CPU);
        x.is_floating_point().Should().BeTrue();
        x.t().is_contiguous().Should().BeFalse();
        tensor(1f).shape.Should().BeEmpty();
    }

    [Fact]
    public void Arrays_become_tensors_of_their_type_and_shape()
    {
        tensor(new float[] { 1, 2 }).dtype.Should().Be(ScalarType.Float32);
        tensor(new double[] { 1, 2 }).dtype.Should().Be(ScalarType.Float64);
        tensor(new long[] { 1, 2 }).dtype.Should().Be(ScalarType.Int64);
        tensor(new[] { 1, 2 }).dtype.Should().Be(ScalarType.Int32);
        tensor(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } })[1, 0].item<float>().Should().Be(4);
        tensor(new float[] { 1, 2, 3, 4 }, [2, 2])[1, 0].item<float>().Should().Be(3);
        tensor(new double[] { 1, 2 }, dtype: float32).dtype.Should().Be(ScalarType.Float32);
        from_array(new float[,] { { 1 }, { 2 } }).shape.Should().Equal(2, 1);
        as_tensor(new float[] { 1 }).numel().Should().Be(1);
    }

    [Fact]
    public void A_tensor_of_an_array_is_a_copy()
    {
        var array = new float[] { 1, 2 };
        var x = tensor(array);
        array[0] = 9;
        x[0].item<float>().Should().Be(1);
    }

    [Fact]
    public void Factories_fill_as_their_names_say()
    {
        ones(2, 2).sum().item<float>().Should().Be(4);
        full(new long[] { 3 }, 2.5).sum().item<float>().Should().Be(7.5f);
        full_like(zeros(2), 7).sum().item<float>().Should().Be(14);
        arange(2, 8, 2).data<long>().ToArray().Should().Equal(2, 4, 6);
        arange(0.0, 1.0, 0.25).data<float>().ToArray().Should().Equal(0, 0.25f, 0.5f, 0.75f);
        linspace(0, 1, 3).data<float>().ToArray().Should().Equal(0, 0.5f, 1);
        eye(2).data<float>().ToArray().Should().Equal(1, 0, 0, 1);
        zeros_like(ones(3, dtype: int64)).dtype.Should().Be(ScalarType.Int64);
        empty(3, 0).numel().Should().Be(0);
        ones(2, requires_grad: true).requires_grad.Should().BeTrue();
    }

    [Fact]
    public void Random_factories_draw_from_their_distributions()
    {
        using var generator = new Generator(1);
        var normal = randn(20_000L, generator: generator);
        normal.mean().item<float>().Should().BeApproximately(0, 0.03f);
        normal.std().item<float>().Should().BeApproximately(1, 0.03f);
        var uniform = rand(20_000L, generator: generator);
        uniform.mean().item<float>().Should().BeApproximately(0.5f, 0.02f);
        uniform.min().item<float>().Should().BeGreaterThanOrEqualTo(0);
        uniform.max().item<float>().Should().BeLessThan(1);
        var whole = randint(-2, 3, [10_000], generator: generator);
        whole.min().item<long>().Should().Be(-2);
        whole.max().item<long>().Should().Be(2);
        randperm(100, generator: generator).sum().item<long>().Should().Be(4950);
    }

    [Fact]
    public void Copies_and_views_are_told_apart()
    {
        var x = zeros(4);
        x.view(2, 2)[0, 0] = 1f;
        x.clone()[1] = 1f;
        x.alias()[2] = 1f;
        x.to(float32)[3] = 1f;
        x.data<float>().ToArray().Should().Equal(1, 0, 1, 1);
        x.to(float32, copy: true).fill_(5).sum().item<float>().Should().Be(20);
        x.sum().item<float>().Should().Be(3);
    }

    [Fact]
    public void Conversion_can_dispose_its_source()
    {
        var x = ones(3);
        var y = x.to(float64, disposeAfter: true);
        x.IsInvalid.Should().BeTrue();
        y.sum().item<double>().Should().Be(3);
    }

    [Fact]
    public void Numbers_convert_as_in_PyTorch()
    {
        var x = tensor(new float[] { -1.7f, 2.7f });
        x.@long().data<long>().ToArray().Should().Equal(-1, 2);
        (x > 0).@float().data<float>().ToArray().Should().Equal(0, 1);
        x.half().dtype.Should().Be(ScalarType.Float16);
        x.bfloat16().dtype.Should().Be(ScalarType.BFloat16);
        x.type_as(zeros(1, dtype: float64)).dtype.Should().Be(ScalarType.Float64);
    }

    [Fact]
    public void Equality_of_values_is_not_equality_of_tensors()
    {
        var (x, y) = (ones(3), ones(3));
        x.Equals(y).Should().BeFalse();
        x.Equals(x).Should().BeTrue();
        x.allclose(y + 1e-9).Should().BeTrue();
        (x == y).all().item<bool>().Should().BeTrue();
        new HashSet<Tensor> { x, y, x }.Should().HaveCount(2);
    }

    [Fact]
    public void In_place_operators_return_the_same_data()
    {
        var x = ones(3);
        var same = x.add_(1).mul_(2);
        same.fill_(7);
        x.sum().item<float>().Should().Be(21);
    }

    [Fact]
    public void Text_shows_shape_type_and_values()
    {
        var x = tensor(new float[,] { { 1, 2.5f }, { 3, 4 } });
        x.ToString().Should().Contain("2x2").And.Contain("Float32").And.Contain("cpu");
        x.str().Should().Contain("2.5");
        zeros(100, 100).str().Length.Should().BeLessThan(2000, "long dimensions are cut");
        var gone = ones(1);
        gone.Dispose();
        gone.Invoking(g => g.ToString()).Should().NotThrow();
    }

    [Fact]
    public void Live_tensors_are_counted()
    {
        // Other tests run beside this one, so only a large change can be told from theirs.
        var kept = Enumerable.Range(0, 20_000).Select(_ => zeros(1)).ToArray();
        var many = Tensor.TotalCount;
        many.Should().BeGreaterThanOrEqualTo(20_000);
        foreach (var tensor in kept) tensor.Dispose();
        Tensor.TotalCount.Should().BeLessThan(many - 10_000);
    }

    [Fact]
    public void A_tensor_in_use_by_an_operator_survives_a_dispose_on_another_thread()
    {
        for (var round = 0; round < 200; round++)
        {
            var x = ones(1000).DetachFromDisposeScope();
            var thread = new Thread(x.Dispose);
            thread.Start();
            try
            {
                for (var i = 0; i < 50; i++) x.add(1).Dispose();
            }
            catch (ObjectDisposedException)
            {
                // This is the only way to notice.
            }
            thread.Join();
        }
    }
}
