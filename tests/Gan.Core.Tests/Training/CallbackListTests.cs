using FluentAssertions;
using Xunit;

namespace Gan.Tests.Training;

public sealed class CallbackListTests
{
    private sealed class Ends(
        List<string> ended,
        string name,
        bool failsAtEnd = false,
        bool failsInStep = false,
        bool failsAtStart = false
    ) : ITrainingCallback
    {
        public void OnStart(TrainingContext context)
        {
            if (failsAtStart)
            {
                throw new InvalidOperationException($"{name} start");
            }
        }

        public void OnStep(TrainingContext context, StepReport report)
        {
            if (failsInStep)
            {
                throw new InvalidOperationException($"{name} step");
            }
        }

        public void OnEnd(TrainingContext context)
        {
            ended.Add(name);
            if (failsAtEnd)
            {
                throw new InvalidOperationException($"{name} end");
            }
        }
    }

    [Fact]
    public void One_callback_that_fails_at_the_end_does_not_keep_the_others_from_ending()
    {
        var ended = new List<string>();
        var training = () =>
            Tiny.Builder()
                .WithObserverPolicy(ObserverPolicy.Throw)
                .AddCallback(new Ends(ended, "a", failsAtEnd: true))
                .AddCallback(new Ends(ended, "b"))
                .Train();
        training.Should().Throw<InvalidOperationException>().WithMessage("a end");
        ended.Should().Equal("a", "b");
    }

    [Fact]
    public void What_ended_the_training_stays_in_sight_when_a_callback_fails_at_the_end()
    {
        var training = () =>
            Tiny.Builder()
                .WithObserverPolicy(ObserverPolicy.Throw)
                .AddCallback(new Ends([], "a", failsAtEnd: true, failsInStep: true))
                .Train();
        training
            .Should()
            .Throw<AggregateException>()
            .Which.InnerExceptions.Select(e => e.Message)
            .Should()
            .Equal("a step", "a end");
    }

    [Fact]
    public void What_fails_at_the_start_and_again_at_the_end_is_said_once()
    {
        var training = () => Tiny.Builder().AddCallback(new Unwritable()).Train();
        training.Should().Throw<IOException>().WithMessage("no such place");
    }

    private sealed class Unwritable : ITrainingCallback
    {
        public void OnStart(TrainingContext context) => throw new IOException("no such place");

        public void OnEnd(TrainingContext context) => throw new IOException("no such place");
    }

    [Fact]
    public void What_fails_at_its_start_ends_those_before_it_and_no_other()
    {
        var ended = new List<string>();
        var training = () =>
            Tiny.Builder()
                .AddCallback(new Ends(ended, "a"))
                .AddCallback(new Ends(ended, "b", failsAtStart: true, failsAtEnd: true))
                .AddCallback(new Ends(ended, "c"))
                .Train();
        training.Should().Throw<InvalidOperationException>().WithMessage("b start");
        ended.Should().Equal("a");
    }

    [Fact]
    public void A_callback_that_was_never_started_is_not_ended()
    {
        var ended = new List<string>();
        var training = () =>
            Tiny.Builder()
                .AddCallback(new Ends(ended, "a", failsAtStart: true))
                .AddCallback(new Ends(ended, "b"))
                .Train();
        training.Should().Throw<InvalidOperationException>().WithMessage("a start");
        ended.Should().BeEmpty("what failed at its start has nothing to end");
    }
}
