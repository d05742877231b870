namespace Gan;

/// <summary>Something and how often it is due.</summary>
internal sealed record Scheduled<T>(T Item, int Every)
{
    internal bool Due(long step, long last) => step % Every == 0 || step == last;
}
