using System.Collections;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Modules by position; their names are their indices.</summary>
public class ModuleList<T> : Module, IList<T> where T : Module
{
    private readonly List<T> list = [];

    public ModuleList(params T[] modules) : base("ModuleList") => extend(modules);

    public int Count => list.Count;

    public bool IsReadOnly => false;

    public T this[int index]
    {
        get => list[index];
        set
        {
            list[index] = value;
            RegisterComponents();
        }
    }

    public void Add(T item) => Insert(list.Count, item);

    public void append(params T[] parameters) => extend(parameters);

    public void extend(IEnumerable<T> modules)
    {
        list.AddRange(modules);
        RegisterComponents();
    }

    public void Insert(int index, T item)
    {
        list.Insert(index, item);
        RegisterComponents();
    }

    public bool Remove(T item)
    {
        var removed = list.Remove(item);
        RegisterComponents();
        return removed;
    }

    public void RemoveAt(int index)
    {
        list.RemoveAt(index);
        RegisterComponents();
    }

    public void Clear()
    {
        list.Clear();
        RegisterComponents();
    }

    public bool Contains(T item) => list.Contains(item);

    public int IndexOf(T item) => list.IndexOf(item);

    public void CopyTo(T[] array, int arrayIndex) => list.CopyTo(array, arrayIndex);

    public IEnumerator<T> GetEnumerator() => list.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    protected override void RegisterComponents()
    {
        ClearModules();
        for (var i = 0; i < list.Count; i++) register_module(i.ToString(), list[i]);
        base.RegisterComponents();
    }
}
