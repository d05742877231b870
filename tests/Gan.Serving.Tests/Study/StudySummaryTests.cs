using Gan.Serving.Study;

namespace Gan.Serving.Tests.Study;

public sealed class StudySummaryTests : IDisposable
{
    private readonly StudyFolder folder = new(pictures: 1);

    public void Dispose() => folder.Dispose();

    private StudySummary Of(StudyMode mode, params (string Participant, string Kind, string Chosen)[] answers)
    {
        using (var file = AnswerFile.Open(folder.Answers, mode, TimeProvider.System))
        {
            for (var i = 0; i < answers.Length; i++)
            {
                file.Add(new(answers[i].Participant, $"{i}", answers[i].Kind, answers[i].Chosen, 1));
            }
        }
        return StudySummary.Read(folder.Answers);
    }

    [Fact]
    public void Errors_are_counted_over_all_and_by_set()
    {
        var study = Of(
            StudyMode.RealOrFake,
            ("a", "first", "first"),
            ("a", "first", "second"),
            ("a", "second", "first"),
            ("b", "second", "first"),
            ("b", "second", "second")
        );
        study.Answers.Should().Be(5);
        study
            .Shares.Select(s => (s.Name, s.Count, s.Of))
            .Should()
            .Equal(("wrong", 3, 5), ("real taken for fake", 1, 2), ("fake taken for real", 2, 3));
        study.Participants.Select(s => (s.Name, s.Count, s.Of)).Should().Equal(("a", 2, 3), ("b", 1, 2));
        study.Shares[0].Share.Should().Be(0.6);
        study.Shares[0].Exact.Low.Should().BeLessThan(study.Shares[0].Wilson.Low);
    }

    [Fact]
    public void Of_pairs_the_choices_are_counted()
    {
        var study = Of(StudyMode.Pair, ("a", "first", "second"), ("a", "second", "second"), ("b", "first", "first"));
        study.Shares.Select(s => (s.Name, s.Count, s.Of)).Should().Equal(("second chosen", 2, 3));
    }

    [Fact]
    public void Without_answers_there_is_no_share()
    {
        var study = Of(StudyMode.RealOrFake);
        study.Answers.Should().Be(0);
        study.Shares.Should().OnlyContain(share => double.IsNaN(share.Share) && share.Of == 0);
    }

    [Fact]
    public void What_is_missing_is_told() =>
        FluentActions
            .Invoking(() => StudySummary.Read(folder.Answers + "x"))
            .Should()
            .Throw<FileNotFoundException>()
            .WithMessage("There is no file '*'.");
}
