# Registers a cockpit without a window with Windows' Task Scheduler: it starts with the PC and again after a fault.
#   powershell -ExecutionPolicy Bypass -File mikrobot-task.ps1 -Project C:\mikrobot-cockpit -Data C:\cockpit-data
#   ... -Remove    ends it in order and removes the task
param(
  [string]$Project = (Resolve-Path "$PSScriptRoot\..\..").Path,
  [Parameter(Mandatory = $true)][string]$Data,
  [string]$Http = '127.0.0.1:8000',
  [string]$Terminal = 'mt5',
  [string]$Name = 'Mikrobot Cockpit',
  [switch]$Remove
)
$ErrorActionPreference = 'Stop'

function Stop-Cockpit {
  # In order: the journal is sealed. The token is read from the data folder and never written anywhere.
  $secrets = Join-Path $Data 'secrets.json'
  if (-not (Test-Path $secrets)) { return }
  $token = (Get-Content $secrets -Raw | ConvertFrom-Json).operatorToken
  $body = @{ typed = 'SHUTDOWN'; reason = 'the task is removed' } | ConvertTo-Json
  try {
    Invoke-RestMethod -Method Post -Uri "http://$Http/system/shutdown" -Headers @{ authorization = "Bearer $token" } `
      -ContentType 'application/json' -Body $body | Out-Null
    Start-Sleep -Seconds 10
  } catch { Write-Host 'No cockpit answers there; it is not running, or listens elsewhere.' }
}

if ($Remove) {
  Stop-Cockpit
  Unregister-ScheduledTask -TaskName $Name -Confirm:$false
  Write-Host "Removed. The data stays in $Data."
  exit 0
}

$node = Join-Path $Project 'node_modules\node\bin\node.exe'
if (-not (Test-Path $node)) { throw "There is no $node : run 'npm run headless -- --help' in $Project once." }
New-Item -ItemType Directory -Force -Path $Data | Out-Null
# Its keys are in the folder: for this user and the system alone.
icacls $Data /inheritance:r /grant:r "${env:USERNAME}:(OI)(CI)F" '*S-1-5-18:(OI)(CI)F' | Out-Null

# stdout has the address with the operator's token in it and goes nowhere; the log is in DATA\logs, without secrets.
$command = "`"$node`" main\headless.ts --data `"$Data`" --http $Http --terminal $Terminal > nul 2> nul"
$action = New-ScheduledTaskAction -Execute 'cmd.exe' -Argument "/d /s /c `"$command`"" -WorkingDirectory $Project
$trigger = New-ScheduledTaskTrigger -AtLogOn -User $env:USERNAME
$settings = New-ScheduledTaskSettingsSet -ExecutionTimeLimit ([TimeSpan]::Zero) -RestartCount 999 `
  -RestartInterval (New-TimeSpan -Minutes 1) -MultipleInstances IgnoreNew -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
Register-ScheduledTask -TaskName $Name -Action $action -Trigger $trigger -Settings $settings -Force | Out-Null
Start-ScheduledTask -TaskName $Name
Write-Host "Running. Its log: $Data\logs. Its window: http://$Http in a browser on this PC, with the operatorToken of $Data\secrets.json."
