using Gan.Serving.Study;

namespace Gan.Serving.Tests.Study;

public sealed class StudyPlanTests : IDisposable
{
    private readonly StudyFolder folder = new();

    public void Dispose() => folder.Dispose();

    private StudyPlan Plan(StudyMode mode, int trials = 8, byte first = 1) =>
        new(folder.Options with { Mode = mode, Trials = trials }, [first, .. new byte[31]]);

    [Fact]
    public void Half_of_the_pictures_are_of_each_set_and_none_comes_twice()
    {
        var plan = Plan(StudyMode.RealOrFake);
        var trials = plan.For(plan.NewParticipant());
        trials.Should().HaveCount(8).And.OnlyHaveUniqueItems(trial => trial.Item);
        trials.Count(trial => trial.Kind == StudyTrial.First).Should().Be(4);
        foreach (var trial in trials)
        {
            var set = Path.GetFileName(Path.GetDirectoryName(plan.FileOf(trial.Pictures.Single())));
            set.Should().Be(trial.Kind == StudyTrial.First ? "real" : "made");
        }
    }

    [Fact]
    public void Pairs_have_a_picture_of_each_set_on_either_side()
    {
        var plan = Plan(StudyMode.Pair, trials: 6);
        var all = Enumerable.Range(0, 40).SelectMany(_ => plan.For(plan.NewParticipant())).ToList();
        foreach (var trial in all)
        {
            var sets = trial.Pictures.Select(id => Path.GetFileName(Path.GetDirectoryName(plan.FileOf(id)))).ToArray();
            sets.Should().Equal(trial.Kind == StudyTrial.First ? ["real", "made"] : ["made", "real"]);
        }
        // 240 fair coins: six standard deviations on either side
        all.Count(trial => trial.Kind == StudyTrial.First).Should().BeInRange(74, 166);
    }

    [Fact]
    public void Participants_see_other_orders_and_each_the_same_again()
    {
        var plan = Plan(StudyMode.RealOrFake);
        var one = plan.NewParticipant();
        var other = plan.NewParticipant();
        plan.For(one).Select(t => t.Item).Should().Equal(Plan(StudyMode.RealOrFake).For(one).Select(t => t.Item));
        plan.For(one).Select(t => t.Item).Should().NotEqual(plan.For(other).Select(t => t.Item));
    }

    [Fact]
    public void Participants_whom_the_study_has_not_named_are_unknown()
    {
        var plan = Plan(StudyMode.RealOrFake);
        var one = plan.NewParticipant();
        plan.Knows(one).Should().BeTrue();
        plan.Knows((one[0] == '0' ? '1' : '0') + one[1..]).Should().BeFalse();
        plan.Knows(one[..^1]).Should().BeFalse();
        plan.Knows("").Should().BeFalse();
        Plan(StudyMode.RealOrFake, first: 2).Knows(one).Should().BeFalse();
    }

    [Fact]
    public void Few_pictures_make_few_questions()
    {
        Plan(StudyMode.RealOrFake, trials: 40).Trials.Should().Be(12);
        Plan(StudyMode.Pair, trials: 40).Trials.Should().Be(6);
    }
}
