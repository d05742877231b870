using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Torch.Tests;

public sealed class DisposeScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it()
    {
        Tensor made, sum;
        using (NewDisposeScope())
        {
            made = ones(3);
            sum = made + 1;
        }
        made.IsInvalid.Should().BeTrue();
        sum.IsInvalid.Should().BeTrue();
    }

    [Fact]
    public void A_scope_leaves_alone_what_was_made_outside()
    {
        using var outside = ones(3);
        using (NewDisposeScope()) outside.add_(1);
        outside.sum().item<float>().Should().Be(6);
    }

    [Fact]
    public void Scopes_nest_and_the_innermost_one_takes_new_tensors()
    {
        using var outer = NewDisposeScope();
        var early = ones(1);
        Tensor inside;
        using (var inner = NewDisposeScope())
        {
            inside = ones(1);
            inner.Contains(inside).Should().BeTrue();
            outer.Contains(inside).Should().BeFalse();
        }
        inside.IsInvalid.Should().BeTrue();
        early.IsInvalid.Should().BeFalse();
        var late = ones(1);
        outer.Contains(late).Should().BeTrue();
        outer.DisposablesCount.Should().Be(2);
    }

    [Fact]
    public void MoveToOuter_hands_a_tensor_to_the_scope_around()
    {
        Tensor moved, alsoMoved, lost;
        using (var outer = NewDisposeScope())
        {
            using (var inner = NewDisposeScope())
            {
                moved = inner.MoveToOuter(ones(1));
                alsoMoved = ones(1).MoveToOuterDisposeScope();
                lost = ones(1);
            }
            lost.IsInvalid.Should().BeTrue();
            moved.IsInvalid.Should().BeFalse();
            outer.DisposablesCount.Should().Be(2);
        }
        moved.IsInvalid.Should().BeTrue();
        alsoMoved.IsInvalid.Should().BeTrue();
    }

    [Fact]
    public void MoveToOuter_without_an_outer_scope_sets_a_tensor_free()
    {
        Tensor moved;
        using (NewDisposeScope()) moved = ones(1).MoveToOuterDisposeScope();
        moved.IsInvalid.Should().BeFalse();
        moved.Dispose();
    }

    [Fact]
    public void Detach_sets_a_tensor_free_of_every_scope()
    {
        Tensor detached, alsoDetached;
        using (NewDisposeScope())
        {
            using var inner = NewDisposeScope();
            detached = ones(1).DetachFromDisposeScope();
            alsoDetached = inner.Detach(ones(1));
        }
        detached.IsInvalid.Should().BeFalse();
        alsoDetached.IsInvalid.Should().BeFalse();
        detached.Dispose();
        alsoDetached.Dispose();
    }

    [Fact]
    public void DisposeEverythingBut_keeps_what_it_is_given()
    {
        using var scope = NewDisposeScope();
        Tensor a = ones(1), b = ones(1), c = ones(1);
        scope.DisposeEverythingBut(b).Should().BeSameAs(b);
        a.IsInvalid.Should().BeTrue();
        c.IsInvalid.Should().BeTrue();
        b.IsInvalid.Should().BeFalse();
        scope.DisposablesCount.Should().Be(1);

        var d = ones(1);
        scope.DisposeEverythingBut(b, d);
        scope.DisposablesCount.Should().Be(2);
        scope.DisposeEverything();
        b.IsInvalid.Should().BeTrue();
        scope.DisposablesCount.Should().Be(0);
    }

    [Fact]
    public void Attach_moves_a_tensor_between_scopes()
    {
        using var outside = ones(1);
        using (var scope = NewDisposeScope())
        {
            scope.Attach(outside);
            scope.Contains(outside).Should().BeTrue();
        }
        outside.IsInvalid.Should().BeTrue();
    }

    [Fact]
    public void MoveToOther_names_the_scope()
    {
        using var first = NewDisposeScope();
        using var second = NewDisposeScope();
        var tensor = ones(1);
        second.MoveToOther(first, tensor);
        first.Contains(tensor).Should().BeTrue();
        second.Contains(tensor).Should().BeFalse();
    }

    [Fact]
    public void A_scope_forgets_a_tensor_that_was_disposed_in_it()
    {
        using var scope = NewDisposeScope();
        using (ones(1)) scope.DisposablesCount.Should().Be(1);
        scope.DisposablesCount.Should().Be(0);
    }

    [Fact]
    public void Scopes_belong_to_their_thread()
    {
        Tensor? elsewhere = null;
        using (var scope = NewDisposeScope())
        {
            var thread = new Thread(() => elsewhere = ones(1));
            thread.Start();
            thread.Join();
            scope.DisposablesCount.Should().Be(0);
        }
        elsewhere!.IsInvalid.Should().BeFalse();
        elsewhere.Dispose();
    }

    [Fact]
    public void A_parameter_outlives_the_scope_it_was_made_in()
    {
        Parameter parameter;
        using (NewDisposeScope()) parameter = new Parameter(ones(3));
        parameter.IsInvalid.Should().BeFalse();
        parameter.requires_grad.Should().BeTrue();
        parameter.Dispose();
    }

    [Fact]
    public void Gradients_outlive_the_scope_in_which_backward_ran()
    {
        using var x = ones(3, requires_grad: true);
        using (NewDisposeScope()) x.square().sum().backward();
        x.grad!.sum().item<float>().Should().Be(6);
    }

    [Fact]
    public void A_tensor_is_disposed_once_however_often_it_is_asked()
    {
        var tensor = ones(3);
        tensor.Dispose();
        tensor.Invoking(t => t.Dispose()).Should().NotThrow();
        using (var scope = NewDisposeScope()) scope.Attach(tensor);
        tensor.IsInvalid.Should().BeTrue();
    }
}
