using Gan.Torch.Tests.Fixtures;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Torch.Tests.Jit;

/// <summary>Fixtures/make_scripted.py says what the module is.</summary>
public sealed class ScriptModuleTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public ScriptModuleTests() => File.WriteAllBytes(file, Resource.Bytes("scripted.gz"));

    public void Dispose() => File.Delete(file);

    [Fact]
    public void A_module_computes_what_PyTorch_computed()
    {
        using var scope = NewDisposeScope();
        using var net = jit.load<Tensor, Tensor>(file);
        Floats(net.forward(ones(1, 2))).Should().Equal(13, 27, 41);
        Floats((Tensor)((jit.ScriptModule)net).forward(ones(1, 2))).Should().Equal(13, 27, 41);
    }

    [Fact]
    public void Training_and_evaluation_differ_as_the_module_says()
    {
        using var scope = NewDisposeScope();
        using var net = jit.load<Tensor, Tensor>(file);
        net.training.Should().BeFalse("it was saved so");
        net.train();
        Floats(net.call(ones(1, 2))).Should().Equal(26, 54, 82);
        net.eval();
        Floats(net.call(ones(1, 2))).Should().Equal(13, 27, 41);
    }

    [Fact]
    public void Parameters_and_buffers_are_the_modules_own_under_their_dotted_names()
    {
        using var scope = NewDisposeScope();
        using var net = jit.load<Tensor, Tensor>(file);
        net.named_parameters().Select(p => p.name).Should().BeEquivalentTo("inner.weight", "scale");
        net.named_buffers().Select(b => b.name).Should().Equal("inner.shift");
        net.get_parameter("inner.weight")!.shape.Should().Equal(3, 2);
        net.forward(ones(1, 2)).sum().backward();
        Floats(net.get_parameter("inner.weight")!.grad!).Should().Equal(1, 1, 1, 1, 1, 1);
        using (no_grad()) net.get_parameter("inner.weight")!.zero_();
        Floats(net.forward(ones(1, 2))).Should().Equal(10, 20, 30);
    }

    [Fact]
    public void A_module_moves_to_another_type()
    {
        using var scope = NewDisposeScope();
        using var net = jit.load<Tensor, Tensor>(file);
        net.to(ScalarType.Float64);
        net.forward(ones(1, 2, ScalarType.Float64)).dtype.Should().Be(ScalarType.Float64);
    }

    [Fact]
    public void Exported_methods_take_numbers_and_give_tuples_and_lists()
    {
        using var scope = NewDisposeScope();
        using var net = jit.load(file);
        var (left, right) = net.invoke<(Tensor, Tensor)>("split", arange(4).reshape(1, 4), 1);
        left.shape.Should().Equal(1, 1);
        right.shape.Should().Equal(1, 3);
        net.invoke<Tensor, Tensor[]>("parts", zeros(1)).Select(t => t.item<float>()).Should().Equal(0, 1, 2);
        net.invoke<Tensor, Tensor>("add", ones(1), ones(1)).item<float>().Should().Be(2);
    }

    [Fact]
    public void Hooks_see_and_change_what_goes_through()
    {
        using var scope = NewDisposeScope();
        using var net = jit.load<Tensor, Tensor>(file);
        var hook = net.register_forward_hook((_, _, result) => result * 0);
        Floats(net.call(ones(1, 2))).Should().Equal(0, 0, 0);
        hook.remove();
        Floats(net.call(ones(1, 2))).Should().Equal(13, 27, 41);
    }

    [Fact]
    public void Wrong_inputs_methods_and_result_types_are_exceptions()
    {
        using var scope = NewDisposeScope();
        using var net = jit.load(file);
        var shape = () => net.forward(ones(1, 7));
        shape.Should().Throw<System.Runtime.InteropServices.ExternalException>().WithMessage("*[1, 7]*");
        var method = () => net.invoke("missing", ones(1));
        method.Should().Throw<System.Runtime.InteropServices.ExternalException>().WithMessage("*missing*");
        var type = () => net.invoke<(Tensor, Tensor)>("add", ones(1), ones(1));
        type.Should().Throw<InvalidCastException>();
    }

    private static float[] Floats(Tensor t) => t.data<float>().ToArray();
}
