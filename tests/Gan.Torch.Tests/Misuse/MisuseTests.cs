using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Gan.Torch.Tests.Misuse;

/// <summary>No call, however wrong, may end the process: each gives an exception that says what was called with what.</summary>
public sealed class MisuseTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. BadCall.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Says_what_was_wrong(string name)
    {
        var call = BadCall.All[name];
        var message = Fail(call).Message;
        output.WriteLine(message);
        foreach (var word in call.Says) message.Should().ContainEquivalentOf(word);
    }

    [Fact]
    public void The_process_still_computes_after_all_of_them_one_after_the_other()
    {
        BadCall.All.Count.Should().BeGreaterThanOrEqualTo(90);
        foreach (var call in BadCall.All.Values)
        {
            Fail(call);
            is_grad_enabled().Should().BeTrue("'{0}' must not leave the gradient mode changed", call.Name);
        }

        using var scope = NewDisposeScope();
        var x = arange(12, dtype: float32).view(3, 4).requires_grad_();
        var y = x.matmul(x.t()).sum();
        y.backward();
        y.item<float>().Should().Be(1134);
        x.grad![0, 0].item<float>().Should().Be(24);
        output.WriteLine($"{BadCall.All.Count} wrong calls survived");
    }

    private static Exception Fail(BadCall call)
    {
        using var scope = NewDisposeScope();
        return call.Run.Should().Throw<Exception>("'{0}' cannot work", call.Name).Which;
    }
}
