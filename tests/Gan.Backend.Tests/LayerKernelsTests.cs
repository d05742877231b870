namespace Gan.Tests;

/// <summary>The seam to the kernels: who answers, and what is left of a failure.</summary>
public sealed class LayerKernelsTests
{
    [Fact]
    public void Without_the_room_of_the_kernels_everything_is_left_to_libtorch()
    {
        Type.GetType("Gan.Kernels.ProcessorKernels, Gan.Kernels").Should().BeNull("these tests do not refer to it");
        LayerKernels.Current.Should().BeNull();
        using (LayerKernels.Use(true))
        {
            LayerKernels.Current.Should().BeNull();
        }
    }

    [Fact]
    public void The_first_of_several_failures_is_thrown_once()
    {
        var ask = LayerKernels.ThrowIfFailed;
        ask.Should().NotThrow();
        LayerKernels.Fail(new TimeoutException());
        LayerKernels.Fail(new InvalidOperationException());
        ask.Should().Throw<TimeoutException>();
        ask.Should().NotThrow();
    }

    [Fact]
    public void What_one_training_left_behind_is_not_thrown_in_another()
    {
        var ask = LayerKernels.ThrowIfFailed;
        LayerKernels.Fail(new TimeoutException());
        using (LayerKernels.Use(true))
        {
            ask.Should().NotThrow("it went wrong before");
            LayerKernels.Fail(new InvalidOperationException());
        }
        ask.Should().Throw<TimeoutException>();
        ask.Should().NotThrow("the other is gone with its training");
    }

    [Fact]
    public void A_failure_belongs_to_the_thread_that_met_it()
    {
        LayerKernels.Fail(new TimeoutException());
        Exception? elsewhere = null;
        var thread = new Thread(() => elsewhere = Caught(LayerKernels.ThrowIfFailed));
        thread.Start();
        thread.Join();
        elsewhere.Should().BeNull();
        Caught(LayerKernels.ThrowIfFailed).Should().BeOfType<TimeoutException>();
    }

    [Fact]
    public void Gradients_of_inputs_alone_are_asked_for_until_the_outermost_has_ended()
    {
        LayerKernels.InputGradientsOnly.Should().BeFalse();
        using (LayerKernels.ForInputGradients())
        {
            using (LayerKernels.ForInputGradients())
            {
                LayerKernels.InputGradientsOnly.Should().BeTrue();
            }
            LayerKernels.InputGradientsOnly.Should().BeTrue();
        }
        LayerKernels.InputGradientsOnly.Should().BeFalse();
    }

    private static Exception? Caught(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
