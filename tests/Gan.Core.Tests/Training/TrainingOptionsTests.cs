namespace Gan.Tests.Training;

public class TrainingOptionsTests
{
    [Fact]
    public void Defaults_have_no_problems_and_all_problems_come_at_once()
    {
        new TrainingOptions().Problems().Should().BeEmpty();
        new TrainingOptions
        {
            Steps = -1,
            BatchSize = 0,
            CriticSteps = 0,
            MovingAverageDecay = double.NaN,
        }
            .Problems()
            .Should()
            .HaveCount(4);
    }
}
