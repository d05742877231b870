/// <summary>Processor time of this process since it was made: of all its threads, and without the time in which others
/// had the cores.</summary>
internal sealed class ProcessorClock
{
    private readonly TimeSpan start = Environment.CpuUsage.TotalTime;

    internal double Seconds => (Environment.CpuUsage.TotalTime - start).TotalSeconds;
}
