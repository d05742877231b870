namespace TorchSharp;

public static partial class torch
{
    /// <summary>Tensors made on this thread until the scope's end are disposed with it, unless moved out.</summary>
    public static DisposeScope NewDisposeScope() => new();
}

/// <summary>Scopes nest and belong to the thread that opened them.</summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic] private static DisposeScope? current;

    private readonly HashSet<IDisposable> held = new(ReferenceEqualityComparer.Instance);
    private readonly DisposeScope? outer;
    private bool closed;

    internal DisposeScope()
    {
        outer = current;
        current = this;
    }

    internal static DisposeScope? Current => current;

    public int DisposablesCount => held.Count;

    public IReadOnlyList<IDisposable> DisposablesView => [.. held];

    public bool Contains(IDisposable disposable) => held.Contains(disposable);

    public void Attach(IDisposable disposable) => Take(disposable);

    public void Attach(params IDisposable[] disposables)
    {
        foreach (var d in disposables) Take(d);
    }

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        IReadOnlyList<IDisposable> all = [.. disposables];
        foreach (var d in all) Take(d);
        return all;
    }

    public T Detach<T>(T disposable) where T : IDisposable
    {
        Release(disposable);
        return disposable;
    }

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable => (Detach(first), Detach(second));

    public void Detach(params IDisposable[] disposables)
    {
        foreach (var d in disposables) Release(d);
    }

    public void Detach(IEnumerable<IDisposable> disposables) => Detach([.. disposables]);

    public T MoveToOuter<T>(T disposable) where T : IDisposable
    {
        MoveTo(outer, disposable);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second));

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    public void MoveToOuter(params IDisposable[] disposables)
    {
        foreach (var d in disposables) MoveTo(outer, d);
    }

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOuter([.. disposables]);

    public T MoveToOther<T>(DisposeScope scope, T disposable) where T : IDisposable
    {
        MoveTo(scope, disposable);
        return disposable;
    }

    public void DisposeEverything()
    {
        IDisposable[] all = [.. held];
        held.Clear();
        foreach (var d in all) d.Dispose();
    }

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        DisposeEverythingBut([first, second]);
        return (first, second);
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var keep = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        IDisposable[] all = [.. held];
        held.Clear();
        foreach (var d in all)
        {
            if (keep.Contains(d)) held.Add(d);
            else d.Dispose();
        }
    }

    public void MarkAsDisposed(IDisposable disposable) => held.Remove(disposable);

    public void Dispose()
    {
        if (closed) return;
        closed = true;
        // Inner scopes that were left open end here too.
        for (var s = current; s is not null && s != this; s = s.outer) s.closed = true;
        if (IsOpenHere()) current = outer;
        DisposeEverything();
    }

    private bool IsOpenHere()
    {
        for (var s = current; s is not null; s = s.outer)
            if (s == this) return true;
        return false;
    }

    private void Take(IDisposable disposable)
    {
        if (disposable is torch.Tensor t)
        {
            t.Scope?.held.Remove(t);
            t.Scope = this;
        }
        held.Add(disposable);
    }

    private void Release(IDisposable disposable)
    {
        held.Remove(disposable);
        if (disposable is torch.Tensor t && t.Scope == this) t.Scope = null;
    }

    private void MoveTo(DisposeScope? target, IDisposable disposable)
    {
        Release(disposable);
        target?.Take(disposable);
    }
}
