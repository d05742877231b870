/// <summary>Ctrl-C ends the training after the running step, and a second one leaves at once.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource source = new();

    public Interrupt() => Console.CancelKeyPress += Stop;

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        Console.CancelKeyPress -= Stop;
        source.Dispose();
    }

    private void Stop(object? sender, ConsoleCancelEventArgs pressed)
    {
        if (!source.IsCancellationRequested)
        {
            pressed.Cancel = true; // what was learnt is still saved
            Console.Error.WriteLine("Stopping after this step; Ctrl-C again leaves at once.");
        }
        source.Cancel();
    }
}
