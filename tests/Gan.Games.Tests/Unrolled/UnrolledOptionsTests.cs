namespace Gan.Games.Tests;

public sealed class UnrolledOptionsTests
{
    [Fact]
    public void They_are_checked_and_stand_in_checkpoints()
    {
        new UnrolledOptions().Problems().Should().BeEmpty();
        new UnrolledOptions().Describe().Should().Be("Steps = 5, LearningRate = 0.3");
        new UnrolledOptions(-1, 0)
            .Problems()
            .Select(problem => problem.What)
            .Should()
            .Equal("Steps must be at least 0, but was -1.", "LearningRate must be greater than 0, but was 0.");
    }
}
