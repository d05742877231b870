using static TorchSharp.torch;

namespace Gan.Torch.Tests;

public sealed class AutogradTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();
    private readonly Tensor x = tensor(new float[] { 1, 2, 3 }, requires_grad: true);

    public void Dispose() => scope.Dispose();

    private static float[] Values(Tensor? t) => t!.data<float>().ToArray();

    [Fact]
    public void Nothing_is_recorded_under_no_grad()
    {
        using (no_grad())
        {
            is_grad_enabled().Should().BeFalse();
            (x * 2).requires_grad.Should().BeFalse();
            using (enable_grad()) (x * 2).requires_grad.Should().BeTrue();
            is_grad_enabled().Should().BeFalse();
        }
        is_grad_enabled().Should().BeTrue();
        (x * 2).requires_grad.Should().BeTrue();
    }

    [Fact]
    public void Recording_resumes_after_an_exception_under_no_grad()
    {
        var fail = () =>
        {
            using (no_grad()) throw new InvalidOperationException();
        };
        fail.Should().Throw<InvalidOperationException>();
        is_grad_enabled().Should().BeTrue();
    }

    [Fact]
    public void Grad_mode_belongs_to_the_thread()
    {
        using var off = no_grad();
        var elsewhere = false;
        var thread = new Thread(() => elsewhere = is_grad_enabled());
        thread.Start();
        thread.Join();
        elsewhere.Should().BeTrue();
    }

    [Fact]
    public void Set_grad_enabled_switches_both_ways()
    {
        using (set_grad_enabled(false))
        {
            is_grad_enabled().Should().BeFalse();
            using (set_grad_enabled(true)) is_grad_enabled().Should().BeTrue();
        }
        is_grad_enabled().Should().BeTrue();
    }

    [Fact]
    public void Inference_mode_records_nothing_and_ends()
    {
        Tensor made;
        using (inference_mode()) made = x * 2;
        made.requires_grad.Should().BeFalse();
        (x * 2).requires_grad.Should().BeTrue();
    }

    [Fact]
    public void Gradients_accumulate_until_they_are_cleared()
    {
        x.square().sum().backward();
        x.square().sum().backward();
        Values(x.grad).Should().Equal(4, 8, 12);
        x.grad!.zero_();
        x.square().sum().backward();
        Values(x.grad).Should().Equal(2, 4, 6);
        x.grad = null;
        x.grad.Should().BeNull();
    }

    [Fact]
    public void Backward_takes_the_gradient_of_its_output()
    {
        (x * 2).backward([tensor(new float[] { 1, 10, 100 })]);
        Values(x.grad).Should().Equal(2, 20, 200);
    }

    [Fact]
    public void Backward_reaches_only_the_inputs_it_is_given()
    {
        var y = tensor(new float[] { 1, 1, 1 }, requires_grad: true);
        (x * y).sum().backward(inputs: [y]);
        x.grad.Should().BeNull();
        Values(y.grad).Should().Equal(1, 2, 3);
    }

    [Fact]
    public void Grad_returns_gradients_and_leaves_none_behind()
    {
        var grads = autograd.grad([x.pow(3).sum()], [x]);
        Values(grads[0]).Should().Equal(3, 12, 27);
        x.grad.Should().BeNull();
    }

    [Fact]
    public void A_gradient_can_be_differentiated_again_and_again()
    {
        var first = autograd.grad([x.pow(4).sum()], [x], create_graph: true, retain_graph: true)[0];
        var second = autograd.grad([first.sum()], [x], create_graph: true, retain_graph: true)[0];
        var third = autograd.grad([second.sum()], [x])[0];
        Values(second).Should().Equal(12, 48, 108);
        Values(third).Should().Equal(24, 48, 72);
    }

    [Fact]
    public void The_gradient_of_an_unused_input_is_a_tensor_without_content()
    {
        var unused = ones(2, requires_grad: true);
        var grads = autograd.grad([x.sum()], [x, unused], allow_unused: true);
        grads[0].IsInvalid.Should().BeFalse();
        grads[1].IsInvalid.Should().BeTrue();
    }

    [Fact]
    public void Detach_cuts_the_graph_and_shares_the_data()
    {
        var cut = (x * 2).detach();
        cut.requires_grad.Should().BeFalse();
        var shared = x.detach();
        shared[0] = 10f;
        x[0].item<float>().Should().Be(10);
    }

    [Fact]
    public void A_value_inside_the_graph_keeps_its_gradient_on_request()
    {
        var middle = x * 2;
        middle.is_leaf.Should().BeFalse();
        middle.retain_grad();
        middle.square().sum().backward();
        Values(middle.grad).Should().Equal(4, 8, 12);
    }

    [Fact]
    public void A_graph_lives_as_long_as_it_is_retained()
    {
        var loss = x.square().sum();
        loss.backward(retain_graph: true);
        loss.backward();
        Values(x.grad).Should().Equal(4, 8, 12);
    }

    [Fact]
    public void Leaves_change_in_place_where_nothing_is_recorded()
    {
        using (no_grad()) x.sub_(1);
        Values(x.detach()).Should().Equal(0, 1, 2);
        x.requires_grad.Should().BeTrue();
        x.is_leaf.Should().BeTrue();
    }
}
