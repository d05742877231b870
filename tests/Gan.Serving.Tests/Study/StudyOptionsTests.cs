namespace Gan.Serving.Tests.Study;

public sealed class StudyOptionsTests
{
    private static readonly StudyOptions Good = new()
    {
        First = "a",
        Second = "b",
        Answers = "c",
    };

    [Fact]
    public void The_defaults_are_fine() => Good.Problems().Should().BeEmpty();

    [Fact]
    public void Every_wrong_setting_is_told_at_once() =>
        new StudyOptions
        {
            First = "",
            Second = "b",
            Answers = null!,
            Mode = (StudyMode)7,
            Trials = 3,
            Exposure = TimeSpan.FromMilliseconds(19),
            Question = new string('?', 301),
        }
            .Problems()
            .Should()
            .Equal(
                "First and Second must name folders.",
                "Answers must name a file.",
                "Mode must be RealOrFake or Pair, but was 7.",
                "Trials must be an even number in [2, 1000], but was 3.",
                "Exposure must be from 20 to 60000 ms, but was 19 ms.",
                "Question must have at most 300 characters."
            );
}
