namespace Gan.Tests;

public sealed class WeightInitialisationTests
{
    [Fact]
    public async Task Another_thread_waits_until_the_first_is_done()
    {
        using var asked = new ManualResetEventSlim();
        Task other;
        var over = false;
        using (WeightInitialisation.Alone())
        {
            using var again = WeightInitialisation.Alone();
            other = Task.Run(() =>
            {
                asked.Set();
                using var alone = WeightInitialisation.Alone();
                over.Should().BeTrue();
            });
            asked.Wait();
            over = true;
        }
        await other;
    }
}
