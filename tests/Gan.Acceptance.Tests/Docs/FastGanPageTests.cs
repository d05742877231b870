using Gan.Data;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Runs what docs/fastgan.md shows.</summary>
public sealed class FastGanPageTests
{
    [Fact]
    public void The_page_s_training_trains()
    {
        using var digits = Mnist.Embedded();
        var builder = new GanBuilder().WithData(digits).WithTraining(new TrainingOptions { Steps = 1, BatchSize = 4 });
        using var gan = builder
            .WithFastGan(new FastGanOptions { ExcitationOctaves = 2 }) // joins 8 and 32 pixels
            .Train();
        gan.Step.Should().Be(1);
    }
}
