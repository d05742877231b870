using static TorchSharp.torch;

namespace Gan.Torch.Tests.Nn;

public sealed class HookableModuleTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();
    private readonly nn.Module<Tensor, Tensor> relu = nn.ReLU();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void A_hook_after_the_call_sees_input_and_output_and_may_replace_the_output()
    {
        float seen = 0;
        var hook = relu.register_forward_hook((module, input, output) =>
        {
            module.Should().BeSameAs(relu);
            seen = input.item<float>();
            return output + 1;
        });
        relu.call(tensor(-2f)).item<float>().Should().Be(1);
        seen.Should().Be(-2);
        hook.remove();
        relu.call(tensor(-2f)).item<float>().Should().Be(0);
    }

    [Fact]
    public void A_hook_before_the_call_may_replace_the_input()
    {
        var hook = relu.register_forward_pre_hook((_, input) => -input);
        relu.call(tensor(-2f)).item<float>().Should().Be(2);
        hook.remove();
        relu.call(tensor(-2f)).item<float>().Should().Be(0);
    }

    [Fact]
    public void Forward_itself_runs_no_hooks()
    {
        relu.register_forward_hook((_, _, output) => output * 10);
        relu.forward(tensor(3f)).item<float>().Should().Be(3);
        relu.call(tensor(3f)).item<float>().Should().Be(30);
    }
}
